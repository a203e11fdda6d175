from . import despacho_import_apply
from . import despacho_import_pace
from . import despacho_import_seal
from . import despacho_import_row_seal
from . import despacho_import_clients
from . import despacho_import_job
from . import despacho_import_review_job
