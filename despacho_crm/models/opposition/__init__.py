from . import despacho_opposition
from . import despacho_opposition_oppose
from . import despacho_opposition_lift
from . import mail_blacklist
from . import phone_blacklist
from . import mailing_subscription
