from . import despacho_robinson
from . import despacho_robinson_line
from . import despacho_robinson_file
from . import despacho_robinson_forget
