from . import despacho_import_billing
from . import despacho_import_billing_reading
from . import despacho_import_billing_write
from . import despacho_import_billing_shown
from . import despacho_import_service
from . import despacho_billing_year
