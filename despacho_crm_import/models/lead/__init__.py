from . import despacho_import_lead
from . import despacho_import_lead_write
from . import despacho_import_lead_lookup
from . import despacho_import_lead_shown
