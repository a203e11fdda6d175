from . import despacho_growth_plan
from . import despacho_growth_plan_line
from . import despacho_growth_plan_facts
from . import despacho_growth_plan_fill
from . import despacho_growth_plan_compare
from . import despacho_growth_plan_paper
from . import despacho_privacy_block
