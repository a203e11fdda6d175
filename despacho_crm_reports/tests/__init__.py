from . import test_file
from . import test_file_web
from . import test_sheet
from . import test_sheet_pdf
