from . import despacho_import_certain
from . import despacho_import_held
from . import despacho_import_decision
from . import despacho_import_pick
from . import despacho_import_row_review
from . import despacho_import_row_review_shown
from . import despacho_import_groups
from . import despacho_import_groups_billing
