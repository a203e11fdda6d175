from . import despacho_action
from . import despacho_action_channel
from . import despacho_action_letter
from . import despacho_action_recipient
from . import despacho_post_run
from . import despacho_post_run_posted
from . import despacho_action_print
