from . import despacho_campaign
from . import despacho_campaign_review
from . import despacho_action
from . import despacho_action_state
from . import crm_lead
