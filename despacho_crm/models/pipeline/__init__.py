from . import res_company
from . import crm_stage
from . import crm_lead
from . import crm_lead_stage
