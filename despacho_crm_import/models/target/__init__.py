from . import despacho_import_target
from . import despacho_import_partner
from . import despacho_import_partner_lookup
from . import despacho_import_partner_match
from . import despacho_import_partner_places
from . import despacho_import_partner_needs
from . import despacho_import_partner_segmentation
from . import res_partner
