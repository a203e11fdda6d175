from . import despacho_action_recipient
