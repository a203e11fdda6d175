from . import despacho_relation_kind
from . import despacho_relation
from . import despacho_relation_named
from . import despacho_relation_told
from . import despacho_relation_side
from . import despacho_relation_side_write
from . import res_partner
from . import res_partner_group
