from . import despacho_consent
from . import despacho_consent_guard
from . import crm_lead
