"""Tables made up by hypothesis, written as text, and what of them was read."""

import csv
import io

from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools import reading

#: Letters that people write names with, and the signs that separate columns.
_LETTERS = st.sampled_from("abcdefghijklmnñopqrstuvwxyzáéíóúüçàèòïABCDEFÑÁÉ0123456789 .,;|'\"()/&ºª-_@+=")
CELL = st.text(_LETTERS, max_size=14).map(lambda text: " ".join(text.split()))
ROWS = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=12).filter(
    # One column with a value that is no number: a row without content is none.
    lambda rows: all(any(row) for row in rows)
)
NAMES = ("NIF", "Nombre", "Notas")


def written(rows, delimiter=";"):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([NAMES, *rows])
    return buffer.getvalue()


def read(content, **options):
    table = reading.read_table(content, header_row=1, **options)
    return picked(table, NAMES)


def picked(table, names):
    """Return the cells of ``table`` in the columns ``names``, '' where there is none."""
    rows = [dict(zip(table.headers, cells, strict=True)) for _number, cells in table.rows]
    return [tuple(row.get(name, "") for name in names) for row in rows]
