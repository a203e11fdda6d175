from . import despacho_balancing
from . import despacho_balancing_state
