"""Lists that Odoo itself wrote: which field of a record each column is, and which cells say what the record says.

Odoo heads its columns with the technical names of the fields (``state_id/id``), or with their labels in
the language of whoever exported them («Provincia/Nombre de la provincia»). Nothing here touches a database.
"""

import re

from .formats.base import cell_text, clean_text

#: «ID», the number in the database, and the identifier that is the same in all of them.
DATABASE_ID, EXTERNAL_ID = ".id", "id"
#: How Odoo calls the latter in the languages that a firm here may use.
EXTERNAL_LABELS = frozenset(("external id", "id externo", "id externa", "id extern", "id kanpokoa"))
_NAMED_AFTER = re.compile(r"\(([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)\)")
_COPY = re.compile(r"\s+\(\d+\)$")
_GROUP = re.compile(r" \(\d+\)$")
_APOSTROPHE = re.compile(r"^'(?=[=+@\t\r-])")
_TECHNICAL = re.compile(r"[a-z]+(?:_[a-z0-9]+)+")
_LONGEST = 32_767


def model_of(filename):
    """Return the model in the name that Odoo gives to the file: «Contacto (res.partner).xlsx»; '' without one."""
    found = _NAMED_AFTER.search(filename)
    return found.group(1) if found else ""


def may_be(headers, filename=""):
    """Whether it is worth asking which fields ``headers`` are: nobody else writes such titles."""
    if model_of(filename):
        return True
    names = {_plain(header) for header in headers}
    if names & EXTERNAL_LABELS or {EXTERNAL_ID, DATABASE_ID} & set(headers):
        return True
    return any("/" in header.strip("/") or _TECHNICAL.fullmatch(header) for header in headers)


def _plain(header):
    return " ".join(_COPY.sub("", header).split()).casefold()


def resolve(headers, find):
    """Return [(path, ...)] of the fields that each of ``headers`` may be; None when one of them is none.

    ``find``: function of a header, as it was written, that gives its paths.
    """
    result = [find(_COPY.sub("", header)) or find(header) for header in headers]
    return result if all(result) else None


def field_of(paths, fields):
    """Return ``(path, field)`` of the first of ``paths`` that ``fields``, {path or its beginning: field}, has."""
    for path in paths:
        for known in (path, path.split("/")[0]):
            if known in fields:
                return path, fields[known]
    return paths[0], ""


def unescaped(cell):
    """Return a cell of a CSV without the mark that keeps spreadsheets from calculating it."""
    return _APOSTROPHE.sub("", cell)


def says(cell, values, is_book=False):
    """Whether ``cell`` is what Odoo wrote of one of ``values``. ``is_book``: in a spreadsheet."""
    if any(value in (None, "") or (value is False) for value in values) and not cell:
        return True
    shown = _squeezed(unescaped(cell))
    for value in values:
        if isinstance(value, str) and is_book and (value.startswith("=") or len(value) > _LONGEST):
            return True  # it was a formula there, or a notice that it did not fit
        if isinstance(value, bool):
            if shown.casefold() in (("true", "1", "verdadero") if value else ("false", "0", "falso", "")):
                return True
        elif shown == _squeezed(cell_text(value)) or shown == _squeezed(clean_text(str(value))):
            return True
        elif isinstance(value, float) and _is_number(shown, value):
            return True
    return False


def _squeezed(text):
    return " ".join(text.split())


def _is_number(text, value):
    try:
        return abs(float(text.replace(",", ".")) - value) < 1e-9 * max(1, abs(value))
    except ValueError:
        return False


def is_group(cells):
    """Whether a row is the heading of a group («Madrid (12)») of a list that was exported grouped."""
    filled = [cell for cell in cells if cell]
    return (
        bool(filled)
        and cells[0] == filled[0]
        and bool(_GROUP.search(filled[0]))
        and not any(any(map(str.isalpha, cell)) for cell in filled[1:])
    )


def joined_lines(rows, several, main):
    """Yield ``rows``, [(number, cells)], with the lines that only go on with the record above added to it.

    Odoo writes what a record has several of (its tags, its contacts) in lines of their own. ``several``: places
    of the columns that have them; ``main``: places of the others.
    """
    held = None
    for number, cells in rows:
        if held and several and main and not any(cells[place] for place in main):
            for place in several:
                if cells[place]:
                    held[1][place] = ", ".join(filter(None, (held[1][place], cells[place])))
            continue
        if held:
            yield held
        held = (number, list(cells))
    if held:
        yield held
