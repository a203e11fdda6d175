from . import despacho_results
from . import despacho_results_mixin
from . import despacho_results_table
from . import despacho_action
from . import despacho_campaign
from . import despacho_action_recipient
