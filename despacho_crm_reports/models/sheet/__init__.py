from . import ir_actions_report
from . import report_sheet
from . import report_sheet_billing
from . import report_sheet_company
from . import report_sheet_earlier
from . import report_sheet_known
from . import report_sheet_relation
from . import res_partner
