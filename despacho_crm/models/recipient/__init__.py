from . import despacho_action_recipient
from . import despacho_action
