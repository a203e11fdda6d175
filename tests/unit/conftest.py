"""Let the pure packages be imported as in Odoo, without Odoo's models.

``odoo.addons.<addon>`` is put in place as an empty package whose modules are
those of the addon: importing ``tools`` proves that it needs nothing else.
"""

import sys
from pathlib import Path
from types import ModuleType

from hypothesis import settings

ROOT = Path(__file__).resolve().parents[2]
ADDONS = ("despacho_crm", "despacho_crm_import", "despacho_crm_reports")

for _name in ("odoo", "odoo.addons", *(f"odoo.addons.{addon}" for addon in ADDONS)):
    if _name not in sys.modules:
        _module = ModuleType(_name)
        _module.__path__ = [str(ROOT / _name.rpartition(".")[2])] if _name.count(".") == 2 else []
        sys.modules[_name] = _module
        _parent, _, _child = _name.rpartition(".")
        if _parent:
            setattr(sys.modules[_parent], _child, _module)

# The same examples on every machine, however slow it is, and no folder left behind.
settings.register_profile("despacho", derandomize=True, deadline=None, database=None)
settings.load_profile("despacho")
