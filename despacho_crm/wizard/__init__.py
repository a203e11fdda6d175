from . import activity_inbound
from . import activity_result
from . import identity_nif_policy
from . import need_discard
from . import need_information
from . import pipeline_lead_lost
from . import pipeline_lead_to_opportunity
from . import pipeline_snooze
