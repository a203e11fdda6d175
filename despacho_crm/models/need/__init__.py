from . import product_category
from . import despacho_subject
from . import mail_activity
from . import res_partner
from . import crm_lead
