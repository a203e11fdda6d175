from . import firm  # the others say there what their firms decide
from . import activity
from . import identity
from . import lifecycle
from . import matching
from . import merge
from . import need
from . import pipeline
from . import completion
