"""Files as they lie on the desks of firms: titles, totals, lost zeros, broken accents. All data are invented.

``FILES``: {name: :class:`Messy`}; what is odd in each is in its name. The shapes of the programs by
themselves are in ``import_shapes``.
"""

import sys
from pathlib import Path
from typing import NamedTuple

sys.path.append(str(Path(__file__).parent))
from messy_agendas import AGENDAS
from messy_lists import LISTS
from messy_programs import PROGRAMS


class Messy(NamedTuple):
    """A file and what is to be understood of it.

    ``columns``: {title in the file: field, '' for none}, in their order. ``rows``: {place of the row among
    those with data: {field: value, None for nothing}}; an empty one is of nobody.
    """

    filename: str
    content: bytes
    columns: dict
    rows: dict


FILES = {name: Messy(*made) for part in (PROGRAMS, AGENDAS, LISTS) for name, made in part.items()}
