from . import despacho_value_origin
from . import despacho_value_origin_touched
from . import despacho_value_origin_line
from . import despacho_import_listed
from . import despacho_import_privacy
