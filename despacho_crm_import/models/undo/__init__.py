from . import despacho_import_journal
from . import despacho_import_undo_facts
from . import despacho_import_undo_later
from . import despacho_import_undo_rows
from . import despacho_import_undo_shared
from . import despacho_import_undo
from . import despacho_import_undo_words
