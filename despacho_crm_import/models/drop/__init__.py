from . import despacho_import_drop
from . import despacho_import_drop_look
from . import despacho_import_drop_folder
from . import despacho_import_drop_file
from . import despacho_import_drop_mail
from . import despacho_import_drop_job
from . import despacho_import_from_drop
from . import res_config_settings_drop
