from . import despacho_action_recipient
from . import despacho_action_recipient_take
from . import despacho_action_recipient_attendance
from . import despacho_action
from . import mail_activity
from . import despacho_calling
from . import despacho_calling_buttons
