from . import identity
from . import need
from . import pipeline
from . import activity
from . import lifecycle
