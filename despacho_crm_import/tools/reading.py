"""Read a table out of whatever file a person uploads: CSV, TXT, XLS, XLSX or ODS.

What a file is, its content says, not its name. Every cell comes out as text in
one form: numbers without ``.0``, dates in ISO 8601, no NUL bytes, '' for nothing.
A formula gives the value that the spreadsheet program kept; nothing is computed.

Nothing here touches a database.
"""

from typing import NamedTuple

#: What may be wrong with a file; each code has its sentence on screen.
#: code: names of the details that come with it.
ERRORS = {
    "empty": (),  # nothing at all in the file or in the sheet
    "no_header": (),  # no row looks like the names of columns
    "no_rows": (),  # a header and nothing below it
    "not_a_table": ("found",),  # pdf, png, docx... ``found`` names it, '' when unknown
    "unreadable": (),  # says it is a spreadsheet, and is damaged
    "truncated": (),  # the file ends before it should
    "encrypted": (),  # protected by a password
    "unreadable_encoding": ("encoding",),  # text in no encoding we know
    "too_large": ("size", "limit"),  # bytes
    "zip_bomb": ("size", "limit"),  # unpacks to more than is sensible
    "too_many_columns": ("columns", "limit"),
    "too_many_rows": ("rows", "limit"),
    "no_such_sheet": ("sheet",),
}


class ReadError(Exception):
    """A file that cannot be read; ``code`` is one of :data:`ERRORS`."""

    def __init__(self, code, **details):
        super().__init__(code)
        self.code = code
        self.details = details


class Limits(NamedTuple):
    """How much of a file is read before it is refused."""

    size: int = 64 * 1024 * 1024  # bytes as uploaded
    unpacked: int = 512 * 1024 * 1024  # bytes once unpacked
    rows: int = 200_000
    columns: int = 256
    cell: int = 32_767  # characters; what is over is cut, as spreadsheets do


class Table(NamedTuple):
    """What was found in a file.

    ``header_row`` and the numbers in ``rows`` count from 1 as the spreadsheet
    program shows them (in a CSV: the line where the row begins); header_row is
    0 when the caller asked for no header and names were made up.
    Every row has as many cells as there are ``headers``; columns and rows
    without any content are left out. ``indexes`` tells the original column (from
    0) of each header.
    """

    kind: str  # csv, xlsx, xls, ods or html
    sheet: str  # '' in a CSV
    sheets: list  # names of all the sheets, [] in a CSV
    encoding: str  # '' in a spreadsheet
    delimiter: str  # '' in a spreadsheet
    header_row: int
    headers: list
    indexes: list
    rows: list  # [(row number, [text, ...])]


def read_table(
    content, filename="", *, sheet=None, header_row=None, encoding=None, delimiter=None, limits=None
):
    """Return the :class:`Table` in ``content``.

    ``content``: bytes of the file; ``filename``: only a hint, may be ''.
    ``sheet``: name of the sheet; by default the first with a table.
    ``header_row``: row of the column names, from 1; 0: the table has none.
    ``encoding``, ``delimiter``: what a person corrected; guessed by default.
    Raises :class:`ReadError`, and nothing else, when there is no table to read.
    """
    raise NotImplementedError
