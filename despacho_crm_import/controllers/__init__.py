from . import export
from . import template
