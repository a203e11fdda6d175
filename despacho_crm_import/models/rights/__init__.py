from . import despacho_import
from . import despacho_import_row
from . import despacho_privacy_block
