from . import import_undo
