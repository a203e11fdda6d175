"""The figures of companies that columns hold: which figure, of which year, in thousands or not.

Nothing here touches a database.
"""

import functools
import re
from typing import NamedTuple

from . import values
from .billing import read_amount
from .headers import header_fields, header_key
from .synonyms import MILLIONS, THOUSANDS, UNITS

#: What of a row says how large a company is.
FIGURES = ("employees", "turnover")
_KINDS = {"employees": int, "turnover": float}
_LARGEST = 1e15
#: The rest of a title says the figure and nothing else.
_SURE = 0.8
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: What goes with a year: «Ventas ejercicio 2023», «2023: empleados a 31/12».
_WITH_YEAR = frozenset("ano any year ejercicio exercici ult ultimo ultim disp disponible a 31 12 dic".split())
_LETTERS = re.compile(r"[^\W\d_]+")


class Figure(NamedTuple):
    """``field``: of :data:`FIGURES`; ``year``: 0 for that of the last one of the file; ``factor``: of its numbers."""

    field: str
    year: int
    factor: int = 1

    @property
    def name(self):
        """How the value of a row is called: ``turnover``, or ``turnover:2023`` beside that of the last year."""
        return dated(self.field, self.year) if self.year else self.field


def dated(field, year):
    """Return the name of the value of ``field`` in ``year``."""
    return f"{field}:{year}"


def undated(name):
    """Return ``(field, year)`` of the name of a value, year 0 when it names none."""
    field, __, year = name.partition(":")
    return field, int(year or 0)


def dated_of(names):
    """Return those of ``names`` that name a year, the last one first."""
    found = [name for name in names if ":" in name]
    return sorted(found, key=lambda name: (-undated(name)[1], name)) if found else found


@functools.lru_cache(maxsize=1024)
def year_of(header):
    """Return the first year that a title names, 0 when it names none."""
    found = _YEAR.search(header or "")
    return int(found[0]) if found else 0


@functools.lru_cache(maxsize=1024)
def factor_of(header):
    """Return by how much the numbers under a title are to be multiplied: «mil EUR», «M€»."""
    words = _LETTERS.findall(header_key(header or ""))
    tail = _trailing(words, UNITS | _WITH_YEAR)
    if THOUSANDS.intersection(tail):
        return 1_000
    return 1_000_000 if MILLIONS.intersection(tail) else 1


def _trailing(words, wanted):
    """Return those at the end of ``words`` that are ``wanted``."""
    start = len(words)
    while start and words[start - 1] in wanted:
        start -= 1
    return words[start:]


@functools.lru_cache(maxsize=1024)
def figure_of(header):
    """Return the :class:`Figure` of a title that begins or ends with one year, None of others.

    «Facturación 2023», «2024 - Empleados», «Ingresos de explotación mil EUR 2022».
    """
    if len(set(_YEAR.findall(header or ""))) != 1 or "%" in header:
        return None
    year, words = str(year_of(header)), header_key(header).split()
    around = UNITS | _WITH_YEAR | {year}
    before = _trailing(words[::-1], _WITH_YEAR | {year})
    after = _trailing(words, around)
    if year not in (*before, *after):
        return None
    if year in before:
        words = words[len(before) :]
    said = words[: len(words) - len(after)]
    likely = header_fields(" ".join(said)) if said else {}
    field = next((name for name in FIGURES if likely.get(name, 0) > _SURE), None)
    return Figure(field, int(year), unit_of(field, header)) if field else None


def unit_of(field, header):
    """Return by how much the numbers of ``field`` under a title are to be multiplied."""
    return factor_of(header) if field == "turnover" else 1


def resolve(columns, last):
    """Return the year of each of ``columns``, [(field, year or 0)] as their titles say.

    Those that say none are of the last year of the file, else of ``last``: but when that one has a column of its own.
    """
    main = max((year for __, year in columns), default=0) or last
    beside = any(not year and (field, main) in columns for field, year in columns)
    return [year or (max(main, last) if beside else main) for __, year in columns]


def read(figure, text, point=False):
    """Return ``(number or None, notes)`` of a cell. ``point``: a lone point is decimal, as in spreadsheets.

    What says its own unit («1,5 M€») is not multiplied.
    """
    number = read_amount(text, point, digits=6)
    if number is None or not 0 <= number * figure.factor < _LARGEST:
        found, notes = values.clean(figure.field, text)
        return (None if found == "" else found), notes
    return _KINDS[figure.field](round(number * figure.factor, 2)), []
