from . import despacho_firm_rules_mixin
from . import res_config_settings
