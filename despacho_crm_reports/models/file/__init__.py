from . import despacho_file_mixin
from . import crm_lead
from . import res_partner
