from . import despacho_privacy_notice
from . import despacho_privacy_notice_end
from . import despacho_privacy_audit
from . import res_partner
from . import crm_lead
from . import despacho_gate
