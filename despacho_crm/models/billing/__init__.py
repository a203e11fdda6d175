from . import despacho_billing_year
from . import res_partner
from . import res_partner_lifecycle
