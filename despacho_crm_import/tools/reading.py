"""Read a table out of whatever file a person uploads: CSV, TXT, XLS, XLSX, ODS or vCard.

What a file is, its content says, not its name. Every cell comes out as text in
one form: numbers without ``.0``, dates in ISO 8601, no NUL bytes, '' for nothing.
A formula gives the value that the spreadsheet program kept; nothing is computed.
A text is never held whole: its rows are read again each time they are gone through.

Nothing here touches a database.
"""

import itertools
import re

from .bundle import open_only_file
from .formats import delimited, html, ods, sniff, vcard, xls, xlsx
from .formats import encoding as encodings
from .formats.archive import Archive
from .formats.base import ERRORS, Limits, ReadError, damage_is
from .formats.source import Source
from .formats.spool import RowSpool
from .table import Rows, Table, held_table, streamed_table

__all__ = ["ENCODINGS", "ERRORS", "Limits", "ReadError", "Rows", "Source", "Table", "read_table"]

#: Encodings to offer to a person who sees wrong letters.
ENCODINGS = ("utf-8", "cp1252", "cp850", "iso8859-15", "utf-16", "mac-roman")

_SEPARATOR_LINE = re.compile(r'^"?sep=(.)"?\s*$', re.I)
_SAMPLE = 1 << 16
_START = 512
_NOTHING = b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"
#: Pages bigger than this were never a table that a program exported.
_HTML = 16 << 20


def read_table(content, filename="", *, sheet=None, header_row=None, encoding=None, delimiter=None, limits=None):
    """Return the :class:`Table` in ``content``.

    ``content``: bytes of the file, or its path (or :class:`Source` of either); ``filename``:
    shown in nothing and trusted for nothing; it only tells a damaged spreadsheet from a text.
    ``sheet``: name of the sheet; by default the first with a table.
    ``header_row``: row of the column names, from 1; 0: the table has none.
    ``encoding``, ``delimiter``: what a person corrected; guessed by default.
    A zip with one file is that file; with several it raises ``several_files``: see ``bundle``.
    Raises :class:`ReadError`, and nothing else, when there is no table to read.
    """
    limits = limits or Limits()
    source = Source.of(content)
    if source.size > limits.size:
        raise ReadError("too_large", size=source.size, limit=limits.size)
    kind = sniff.binary_kind(source.head(_START))
    if kind == "zip":
        archive = Archive(source, limits)
        if sniff.zip_kind(archive.names()) != "compressed":
            return _read_workbook(_zip_workbook(archive, limits), sheet, header_row, limits)
        source = open_only_file(archive, limits)
        kind = sniff.binary_kind(source.head(_START))
        if kind == "zip":
            book = _zip_workbook(Archive(source, limits), limits)
            return _read_workbook(book, sheet, header_row, limits)
    if not any(chunk.strip(_NOTHING) for chunk in source.chunks()):
        raise ReadError("empty")
    if kind == "ole":
        return _read_workbook(xls.Workbook(source.read(), limits), sheet, header_row, limits)
    if kind:
        raise ReadError("not_a_table", found=kind)
    return _read_text(source, sheet, header_row, encoding, delimiter, limits)


def _zip_workbook(archive, limits):
    kind = sniff.zip_kind(archive.names())
    if kind == "xlsx":
        return xlsx.Workbook(archive, limits)
    if kind == "ods" and ("mimetype" not in archive or b"spreadsheet" in archive.read("mimetype")):
        return ods.Workbook(archive, limits)
    raise ReadError("not_a_table", found="odt" if kind == "ods" else kind)


def _read_text(source, sheet, header_row, encoding, delimiter, limits):
    encoding = encodings.check(encoding or encodings.guess(source))
    sample, size = [], 0
    for line in _decoded_lines(source, encoding, limits):
        sample.append(line)
        size += len(line)
        if size > _SAMPLE:
            break
    if not sample:
        raise ReadError("empty")
    head = "".join(sample)[:_SAMPLE]
    if _is_binary(head):
        raise ReadError("not_a_table", found="")
    kind = sniff.text_kind(head)
    if kind == "html":
        if source.size > _HTML:
            raise ReadError("too_large", size=source.size, limit=_HTML)
        with damage_is("unreadable"):
            book = html.Workbook(_decoded_lines(source, encoding, limits), limits)
        return _read_workbook(book, sheet, header_row, limits)
    if kind == "vcard":
        return streamed_table(
            "vcard", encoding, "",
            lambda: vcard.rows(_decoded_lines(source, encoding, limits), limits),
            0, limits, names=vcard.HEADERS,
        )  # fmt: skip
    if kind:
        raise ReadError("not_a_table", found=kind)
    separator = _SEPARATOR_LINE.match(sample[0])
    delimiter = delimiter or (separator and separator.group(1)) or delimited.guess_delimiter(sample)

    def restart():
        rows = delimited.rows(_decoded_lines(source, encoding, limits), delimiter, limits)
        return itertools.islice(rows, 1 if separator else 0, None)

    return streamed_table("csv", encoding, delimiter, restart, header_row, limits)


def _decoded_lines(source, encoding, limits):
    try:
        yield from delimited.lines(source, encoding, encodings.errors_mode(encoding), limits)
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
            if isinstance(rows, RowSpool):
                table = streamed_table(book.kind, "", "", rows.rows, header_row, limits, merged=merged)
                table = table._replace(sheet=name, sheets=book.sheets)
            else:
                table = held_table(book.kind, name, book.sheets, rows, merged, header_row, limits)
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
