from . import despacho_paper
from . import ir_actions_report
