from . import despacho_import_years
from . import despacho_import_partner_figures
