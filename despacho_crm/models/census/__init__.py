from . import despacho_census_company
from . import despacho_census_search
