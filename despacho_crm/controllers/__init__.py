from . import identity
from . import segment
