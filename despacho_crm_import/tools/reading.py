"""Read a table out of whatever file a person uploads: CSV, TXT, XLS, XLSX or ODS.

What a file is, its content says, not its name. Every cell comes out as text in
one form: numbers without ``.0``, dates in ISO 8601, no NUL bytes, '' for nothing.
A formula gives the value that the spreadsheet program kept; nothing is computed.

Nothing here touches a database.
"""

import itertools
import re
from typing import NamedTuple

from .formats import delimited, html, ods, sniff, xls, xlsx
from .formats import encoding as encodings
from .formats.archive import Archive
from .formats.base import ERRORS, Limits, ReadError, damage_is
from .header_row import column_letters, find_header

__all__ = ["ENCODINGS", "ERRORS", "Limits", "ReadError", "Table", "read_table"]

#: Encodings to offer to a person who sees wrong letters.
ENCODINGS = ("utf-8", "cp1252", "cp850", "iso8859-15", "utf-16", "mac-roman")

_SEPARATOR_LINE = re.compile(r'^"?sep=(.)"?\s*$', re.I)
_SAMPLE = 1 << 16
_HEAD = 8
#: Pages bigger than this were never a table that a program exported.
_HTML_SHARE = 4


class Table(NamedTuple):
    """What was found in a file.

    ``header_row`` and the numbers in ``rows`` count from 1 as the spreadsheet
    program shows them (in a CSV: the line where the row begins). ``header_row``
    is 0 when the table has no header; its columns are then called A, B, C...
    Every row has as many cells as there are ``headers``. Rows without content
    are left out, and so are columns without header and content; ``indexes``
    tells the original column (from 0) of each header.
    """

    kind: str  # csv, xlsx, xls, ods or html
    sheet: str  # '' in a CSV
    sheets: list  # names of all the visible sheets, [] in a CSV
    encoding: str  # '' in a spreadsheet
    delimiter: str  # '' in a spreadsheet
    header_row: int
    headers: list
    indexes: list
    rows: list  # [(row number, [text, ...])]
    head: list  # the first rows with content as they are, titles and header too, like ``rows``


def read_table(content, filename="", *, sheet=None, header_row=None, encoding=None, delimiter=None, limits=None):
    """Return the :class:`Table` in ``content``.

    ``content``: bytes of the file; ``filename``: shown in nothing and trusted for
    nothing; it only tells a damaged spreadsheet from a text.
    ``sheet``: name of the sheet; by default the first with a table.
    ``header_row``: row of the column names, from 1; 0: the table has none.
    ``encoding``, ``delimiter``: what a person corrected; guessed by default.
    Raises :class:`ReadError`, and nothing else, when there is no table to read.
    """
    limits = limits or Limits()
    if len(content) > limits.size:
        raise ReadError("too_large", size=len(content), limit=limits.size)
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise ReadError("empty")
    kind = sniff.binary_kind(content)
    if kind == "zip":
        book = _zip_workbook(content, limits)
    elif kind == "ole":
        book = xls.Workbook(content, limits)
    elif kind:
        raise ReadError("not_a_table", found=kind)
    else:
        return _read_text(content, sheet, header_row, encoding, delimiter, limits)
    return _read_workbook(book, sheet, header_row, limits)


def _zip_workbook(content, limits):
    archive = Archive(content, limits)
    kind = sniff.zip_kind(archive.names())
    if kind == "xlsx":
        return xlsx.Workbook(archive, limits)
    if kind == "ods" and ("mimetype" not in archive or b"spreadsheet" in archive.read("mimetype")):
        return ods.Workbook(archive, limits)
    raise ReadError("not_a_table", found="odt" if kind == "ods" else kind)


def _read_text(content, sheet, header_row, encoding, delimiter, limits):
    encoding = encodings.check(encoding or encodings.guess(content))
    source = _decoded_lines(content, encoding, limits)
    sample, size = [], 0
    for line in source:
        sample.append(line)
        size += len(line)
        if size > _SAMPLE:
            break
    head = "".join(sample)[:_SAMPLE]
    if _is_binary(head):
        raise ReadError("not_a_table", found="")
    kind = sniff.text_kind(head)
    if kind == "html":
        if len(content) > limits.size // _HTML_SHARE:
            raise ReadError("too_large", size=len(content), limit=limits.size // _HTML_SHARE)
        with damage_is("unreadable"):
            book = html.Workbook(_decoded_lines(content, encoding, limits), limits)
        return _read_workbook(book, sheet, header_row, limits)
    if kind:
        raise ReadError("not_a_table", found=kind)
    separator = _SEPARATOR_LINE.match(sample[0])
    delimiter = delimiter or (separator and separator.group(1)) or delimited.guess_delimiter(sample)
    rows = delimited.rows(itertools.chain(sample, source), delimiter, limits)
    if separator:
        next(rows)
    rows, width = _collect(rows, limits)
    return _table("csv", "", [], encoding, delimiter, rows, width, [], header_row)


def _decoded_lines(content, encoding, limits):
    try:
        yield from delimited.lines(content, encoding, encodings.errors_mode(encoding), limits)
    except UnicodeError as error:
        raise ReadError("unreadable_encoding", encoding=encoding) from error


def _is_binary(text):
    """Whether ``text`` has too many characters that nobody types."""
    strange = sum(1 for char in text if not (char.isprintable() or char in "\t\r\n\f\xa0\xad"))
    return (strange + text.count("\ufffd")) * 50 > len(text)


def _read_workbook(book, sheet, header_row, limits):
    if sheet is not None and sheet not in book.sheets:
        raise ReadError("no_such_sheet", sheet=sheet)
    failure = fallback = None
    for name in [sheet] if sheet is not None else book.sheets:
        try:
            rows, merged = book.rows(name)
            rows, width = _collect(rows, limits)
            table = _table(book.kind, name, book.sheets, "", "", rows, width, merged, header_row)
        except ReadError as error:
            if failure is None or failure.code in ("empty", "no_rows"):
                failure = error
            continue
        if table.header_row and len(table.headers) > 1:
            return table
        fallback = fallback or table
    if fallback is None:
        raise failure or ReadError("empty")
    return fallback


def _collect(rows, limits):
    """Return ``(rows with content, columns)``; raise when they are too many."""
    kept, width, cells_kept = [], 0, 0
    for number, cells in rows:
        last = len(cells)
        while last and not cells[last - 1]:
            last -= 1
        if not last:
            continue
        width = max(width, last)
        kept.append((number, cells[:last]))
        cells_kept += last
        if len(kept) > limits.rows or cells_kept > limits.cells:
            raise ReadError("too_many_rows", rows=len(kept), limit=min(limits.rows, len(kept) - 1))
        if width > limits.columns:
            raise ReadError("too_many_columns", columns=width, limit=limits.columns)
    if not kept:
        raise ReadError("empty")
    return kept, width


def _table(kind, sheet, sheets, encoding, delimiter, rows, width, merged, header_row):
    if header_row is None:
        header_row = find_header(rows, width)
    names = next((cells for number, cells in rows if number == header_row), None)
    if header_row and names is None:
        raise ReadError("no_header")
    # A long list printed on paper repeats its header on every page.
    body = [(number, cells) for number, cells in rows if number > header_row and cells != names]
    if not body:
        raise ReadError("no_rows")
    _fill_merged(body, merged)
    used = {index for _number, cells in body for index, cell in enumerate(cells) if cell}
    used.update(index for index, name in enumerate(names or ()) if name)
    indexes = sorted(used)
    headers = _distinct(
        (names[index] if names and index < len(names) else "") or column_letters(index) for index in indexes
    )
    head = rows[:_HEAD]
    rows = [(number, [cells[index] if index < len(cells) else "" for index in indexes]) for number, cells in body]
    return Table(kind, sheet, sheets, encoding, delimiter, header_row, headers, indexes, rows, head)


def _fill_merged(body, merged):
    """Give the value of a cell merged over several rows to each of them, as it is seen."""
    position = {number: index for index, (number, _cells) in enumerate(body)}
    budget = len(body) * 4
    for (top, left), (bottom, _right) in merged:
        first = position.get(top + 1)
        if first is None or bottom <= top or left >= len(body[first][1]):
            continue
        value = body[first][1][left]
        for index in range(first + 1, len(body)):
            number, cells = body[index]
            budget -= 1
            if number > bottom + 1 or budget < 0:
                break
            if value and (left >= len(cells) or not cells[left]):
                cells = cells + [""] * (left + 1 - len(cells))
                cells[left] = value
                body[index] = (number, cells)


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
