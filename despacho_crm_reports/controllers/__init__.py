from . import file
from . import portfolio
from . import month
from . import week
from . import growth
