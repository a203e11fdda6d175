from . import despacho_campaign
from . import despacho_campaign_shown
from . import despacho_campaign_review
from . import despacho_action
from . import despacho_action_state
from . import despacho_action_shown
from . import crm_lead
