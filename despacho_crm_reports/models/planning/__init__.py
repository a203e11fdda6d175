from . import despacho_agenda
from . import sale_order
from . import despacho_planning_facts
from . import despacho_planning_domains
