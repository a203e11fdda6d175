from . import history
from . import file
from . import sheet
from . import portfolio
from . import planning
from . import dashboard
from . import profile
from . import growth
