from . import despacho_value_origin
from . import despacho_value_origin_lead
from . import despacho_value_origin_line
from . import base_partner_merge
from . import res_partner
from . import crm_lead
