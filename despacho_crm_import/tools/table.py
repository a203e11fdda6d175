"""A table out of rows of text: its header, its columns, its rows.

Nothing here touches a database.
"""

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from .formats.base import ReadError
from .header_row import LOOKED_AT, column_letters, find_header

_HEAD = 8


class Table(NamedTuple):
    """What was found in a file.

    ``header_row`` and the numbers in ``rows`` count from 1 as the spreadsheet
    program shows them (in a CSV: the line where the row begins; in an address book: the
    card). ``header_row`` is 0 when the table has no header; its columns are then called
    A, B, C... Every row has as many cells as there are ``headers``. Rows without content
    are left out, and so are columns without header and content; ``indexes``
    tells the original column (from 0) of each header.
    """

    kind: str  # csv, xlsx, xls, ods, html or vcard
    sheet: str  # '' in a CSV
    sheets: list  # names of all the visible sheets, [] in a CSV
    encoding: str  # '' in a spreadsheet
    delimiter: str  # '' in a spreadsheet
    header_row: int
    headers: list
    indexes: list
    rows: Sequence  # [(row number, [text, ...])]
    head: list  # the first rows with content as they are, titles and header too, like ``rows``


class Rows(Sequence):
    """The rows of a file, read anew each time they are gone through: none is kept in memory."""

    def __init__(self, restart, count):
        self._restart = restart
        self._count = count

    def __iter__(self):
        return self._restart()

    def __len__(self):
        return self._count

    def __getitem__(self, place):
        if isinstance(place, slice):
            start, stop, step = place.indices(self._count)
            if step > 0:
                return list(itertools.islice(self._restart(), start, stop, step))
            return list(self._restart())[place]
        place = place + self._count if place < 0 else place
        found = next(itertools.islice(self._restart(), place, place + 1), None) if place >= 0 else None
        if found is None:
            raise IndexError(place)
        return found

    def __eq__(self, other):
        return list(self) == list(other)

    __hash__ = None


def trimmed(rows, limits):
    """Yield the ``rows`` with content, without the blanks at their end; raise when they are too many."""
    count = 0
    for number, cells in rows:
        last = len(cells)
        while last and not cells[last - 1]:
            last -= 1
        if not last:
            continue
        count += 1
        if last > limits.columns:
            raise ReadError("too_many_columns", columns=last, limit=limits.columns)
        if count > limits.rows:
            raise ReadError("too_many_rows", rows=count, limit=limits.rows)
        yield number, cells[:last]


def held_table(kind, sheet, sheets, rows, merged, header_row, limits):
    """Return the :class:`Table` of a sheet, whose rows a spreadsheet reader holds in memory."""
    kept, cells_kept = [], 0
    for row in trimmed(rows, limits):
        kept.append(row)
        cells_kept += len(row[1])
        if cells_kept > limits.cells:
            raise ReadError("too_many_rows", rows=len(kept), limit=len(kept) - 1)
    if not kept:
        raise ReadError("empty")
    header_row, names = _header(kept, kept, header_row)
    body = list(_filled((row for row in kept if _is_data(row, header_row, names)), merged))
    if not body:
        raise ReadError("no_rows")
    indexes, headers = _columns(names, _used(body))
    rows = list(_picked(body, indexes))
    return Table(kind, sheet, sheets, "", "", header_row, headers, indexes, rows, kept[:_HEAD])


def streamed_table(kind, encoding, delimiter, restart, header_row, limits, names=None, merged=()):
    """Return the :class:`Table` of a long file, gone through once now and once each time its rows are asked for.

    ``restart``: function without arguments that gives the rows from the first one;
    ``names``: of the columns, when they are those of the format and no row has them.
    """
    rows = trimmed(restart(), limits)
    first = list(itertools.islice(rows, LOOKED_AT))
    if not first:
        raise ReadError("empty")
    given = names
    if given:
        header_row = 0
    else:
        header_row, names = _header(first, trimmed(restart(), limits), header_row)

    def body(rows):
        return _filled((row for row in rows if _is_data(row, header_row, names)), merged)

    count, used, width = 0, set(), max(len(cells) for _number, cells in first)
    for _number, cells in body(itertools.chain(first, rows)):
        count += 1
        if len(used) < width or len(cells) > width:
            width = max(width, len(cells))
            used.update(index for index, cell in enumerate(cells) if cell)
    if not count:
        raise ReadError("no_rows")
    if given:
        indexes, headers = sorted(used), [given[index] for index in sorted(used)]
    else:
        indexes, headers = _columns(names, used)
    found = Rows(lambda: _picked(body(trimmed(restart(), limits)), indexes), count)
    return Table(kind, "", [], encoding, delimiter, header_row, headers, indexes, found, first[:_HEAD])


def _header(first, rows, header_row):
    """Return ``(number of the header, its cells or None)``; ``header_row``: what a person said, or None."""
    if header_row is None:
        header_row = find_header(first, max(len(cells) for _number, cells in first))
    if not header_row:
        return 0, None
    for number, cells in rows:
        if number >= header_row:
            if number == header_row:
                return header_row, cells
            break
    raise ReadError("no_header")


def _is_data(row, header_row, names):
    # A long list printed on paper repeats its header on every page.
    return row[0] > header_row and row[1] != names


def _used(body):
    return {index for _number, cells in body for index, cell in enumerate(cells) if cell}


def _columns(names, used):
    """Return ``(indexes, headers)`` of the columns with a name or with content."""
    indexes = sorted(used.union(index for index, name in enumerate(names or ()) if name))
    headers = _distinct(
        (names[index] if names and index < len(names) else "") or column_letters(index) for index in indexes
    )
    return indexes, headers


def _picked(body, indexes):
    whole = indexes == list(range(len(indexes)))
    for number, cells in body:
        width = len(cells)
        if whole and width == len(indexes):
            yield number, cells[:]
        else:
            yield number, [cells[index] if index < width else "" for index in indexes]


def _filled(body, merged):
    """Give the value of a cell merged over several rows to each of them, as it is seen.

    ``merged``: [((row, column), (row, column))], corners from 0.
    """
    areas = [(top + 1, left, bottom + 1) for (top, left), (bottom, _right) in merged if bottom > top]
    if not areas:
        yield from body
        return
    areas.sort(reverse=True)
    active = {}
    for number, cells in body:
        while areas and areas[-1][0] < number:
            areas.pop()
        for column, (bottom, value) in list(active.items()):
            if number > bottom:
                del active[column]
            elif column >= len(cells) or not cells[column]:
                cells = [*cells, *[""] * (column + 1 - len(cells))]
                cells[column] = value
        while areas and areas[-1][0] == number:
            _top, left, bottom = areas.pop()
            if left < len(cells) and cells[left]:
                active[left] = (bottom, cells[left])
        yield number, cells


def _distinct(names):
    """Return ``names`` in one line each, the repeated ones numbered."""
    result, seen = [], set()
    for name in names:
        name = " ".join(name.split())
        candidate, count = name, 1
        while candidate in seen:
            count += 1
            candidate = f"{name} ({count})"
        seen.add(candidate)
        result.append(candidate)
    return result
