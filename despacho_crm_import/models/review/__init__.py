from . import despacho_import_names
from . import despacho_import_review
from . import despacho_import_since
from . import despacho_import_row
from . import despacho_import_joined
from . import despacho_import_row_words
from . import despacho_import_row_choice
from . import despacho_import_row_diff
