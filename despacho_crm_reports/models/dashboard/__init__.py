from . import crm_lead
from . import despacho_dashboard
from . import despacho_dashboard_actions
from . import despacho_dashboard_feeding
from . import despacho_dashboard_funnel
from . import despacho_dashboard_quality
from . import despacho_my_week
from . import despacho_my_week_lists
