"""What the readers of every kind of file share: limits, errors, cells as text."""

import contextlib
import datetime
import struct
import zipfile
import zlib
from typing import NamedTuple
from xml.parsers.expat import ExpatError

from python_calamine import CalamineError

#: What may be wrong with a file; each code has its sentence on screen.
#: code: names of the details that come with it.
ERRORS = {
    "empty": (),  # nothing at all in the file or in the sheet
    "no_header": (),  # the row that should have the names of the columns is not there
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
    "several_files": ("count",),  # a set of files, to be read one by one: see ``bundle``
    "too_many_files": ("count", "limit"),
    "unsafe_name": ("name",),  # a file of the set that says it goes elsewhere
}


class ReadError(Exception):
    """A file that cannot be read; ``code`` is one of :data:`ERRORS`."""

    def __init__(self, code, **details):
        super().__init__(code)
        self.code = code
        self.details = details


#: Characters in a cell, as many as spreadsheets allow.
CELL = 32_767


class Limits(NamedTuple):
    """How much of a file is read before it is refused."""

    size: int = 256 * 1024 * 1024  # bytes as uploaded
    unpacked: int = 512 * 1024 * 1024  # bytes once unpacked
    rows: int = 1_048_576  # as many as a sheet of a spreadsheet program has
    columns: int = 256
    cells: int = 6_000_000  # of a spreadsheet's rectangle with all its content, which is held in memory
    members: int = 500  # files in a set of them
    cell: int = CELL  # characters; what is over is cut


#: What Python's own parsers raise on damaged bytes.
_DAMAGE = (
    CalamineError,
    ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,  # a compression method that zipfile does not know
    OSError,
    OverflowError,
    RuntimeError,
    SyntaxError,  # XML parsers' errors derive from it
    ValueError,
)

_CONTROL = {code: None for code in range(32) if code not in (9, 10)}
_CONTROL.update({0x7F: None, 0xFEFF: None, 0xFFFE: None, 0xA0: " ", 0x200B: None, 0x2007: " ", 0x202F: " "})


@contextlib.contextmanager
def damage_is(code):
    """Turn what parsers raise on damaged bytes into ``ReadError(code)``."""
    try:
        yield
    except _DAMAGE as error:
        raise ReadError(code) from error
    except BaseException as error:
        # A panic of the Rust reader derives from BaseException and has no public name.
        if type(error).__name__ != "PanicException":
            raise
        raise ReadError(code) from error


def clean_text(text, limit=CELL):
    """Return ``text`` without NUL, control or invisible characters, stripped and cut."""
    if not text.isprintable() or "\xa0" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)
    return text.strip()[:limit]


def cell_text(value, limit=CELL):
    """Return what a spreadsheet cell shows, in one form whatever the locale.

    ``value``: str, int, float, bool, or a date or time of ``datetime``.
    """
    if isinstance(value, str):
        return clean_text(value, limit)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value)


def check_extent(rows, columns, limits):
    """Raise when the rectangle of the content is more than may be held."""
    if columns > limits.columns:
        raise ReadError("too_many_columns", columns=columns, limit=limits.columns)
    if rows > limits.rows:
        raise ReadError("too_many_rows", rows=rows, limit=limits.rows)
    if rows * columns > limits.cells:
        raise ReadError("too_many_rows", rows=rows, limit=limits.cells // columns)
