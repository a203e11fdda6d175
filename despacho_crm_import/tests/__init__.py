from . import test_import_apply
from . import test_import_malformed
from . import test_import_reading
from . import test_import_real_file
from . import test_import_rights
from . import test_import_tour
from . import test_import_trust
from . import test_import_verdict
