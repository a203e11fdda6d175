from . import despacho_census_company
from . import despacho_census_load
from . import despacho_import_census
from . import despacho_import_census_target
from . import despacho_import_census_undo
from . import despacho_census_undo_chosen
from . import despacho_import_census_shown
from . import despacho_import_left_out
