from . import dossier
from . import engagement
from . import guide
from . import identity
from . import mailing
from . import post
from . import rights
from . import segment
