from . import despacho_person_trait
from . import despacho_person_aside
from . import res_partner
from . import res_partner_consumer
from . import despacho_merge
