from . import despacho_balancing
from . import despacho_balancing_texts
from . import despacho_balancing_state
