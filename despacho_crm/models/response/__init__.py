from . import despacho_response
