"""Spreadsheets of records: column specifications and records in, the bytes of one XLSX workbook out.

Three things that a plain dump gets wrong are settled here:

* **Types.** A date is a date and an amount is a number, so that the reader may sort, filter and add; a NIF, a
  postcode or a telephone is text even when it is all digits, so that no zero is lost.
* **Harmless cells.** What people typed must never become a formula in somebody else's spreadsheet
  (see :func:`harmless`).
* **Memory.** Rows are written as they come (openpyxl's write-only mode), never all held as cell objects.
"""

import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

KINDS = ("text", "integer", "number", "percent", "money", "date", "datetime")
WIDTHS = {"text": 18, "integer": 9, "number": 9, "percent": 9, "money": 15, "date": 12, "datetime": 17}
MAX_TEXT = 32767  # of one cell, in the file format
MAX_SHEET_TITLE = 31

# What XML 1.0 cannot carry (tab and line feed may pass), lone surrogates included.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TITLE_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LEADS_FORMULA = ("=", "+", "-", "@")
# What a formula that does something needs; «+34 600 11 22 33», «-» or «@legal» have none of it.
_CALCULATES = re.compile(r"=|[+\-@].*(?:[|!=]|[^\W\d_]\w*\s*\()", re.DOTALL)


@dataclass(frozen=True)
class Column:
    """One column of the file.

    :param title: what its header says
    :param value: record -> content: ``str``, ``int``, ``float``, ``date``, naive ``datetime``; anything empty
        (``None``, ``False``, ``""``) leaves the cell empty, while a zero is written
    :param kind: one of :data:`KINDS`; a ``percent`` is given as 0 to 1
    :param width: in characters; by default that of the kind
    """

    title: str
    value: Callable[[object], object]
    kind: str = "text"
    width: int | None = None

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of column: {self.kind}")


def harmless(text: str) -> str:
    """Return ``text`` in a form that no spreadsheet calculates, as close to what was typed as that allows.

    Control characters that the format cannot hold go, and so do the tabs and line ends in front, behind which a
    formula could hide. A text that could calculate something gets an apostrophe in front, because a person may save
    the file as CSV, where the type of a cell is lost. A text that only begins like a formula («+34 600 11 22 33»,
    «@legal») stays exact: :func:`build` writes it as text, with the mark that Excel keeps for what was typed
    behind an apostrophe.

    >>> harmless("\\t=1+1")
    "'=1+1"
    >>> harmless("+34 600 11 22 33")
    '+34 600 11 22 33'
    >>> harmless("@SUM(A1:A9)")
    "'@SUM(A1:A9)"
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _FORBIDDEN.sub("", text).lstrip("\t\n")
    if _CALCULATES.match(text):
        text = "'" + text
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"


def sheet_title(title: str) -> str:
    """Return ``title`` as Excel takes the name of a sheet: 31 characters, none of ``[]:*?/\\``, no word cut."""
    allowed = _TITLE_FORBIDDEN.sub(" ", title).strip(" '")
    whole = shorten(allowed, MAX_SHEET_TITLE, placeholder="") if len(allowed) > MAX_SHEET_TITLE else allowed
    return (whole or allowed[:MAX_SHEET_TITLE]).strip(" '") or "1"


def number_format(kind: str, currency_symbol: str = "") -> str:
    """Return Excel's code for a kind; the reader's own Excel puts the separators of its language."""
    money = "#,##0.00"
    if currency_symbol:
        symbol = currency_symbol.replace('"', "")
        money += f'\\ "{symbol}"'
    return {
        "text": "@",
        "integer": "0",
        "number": "#,##0.00",
        "percent": "0%",
        "money": money,
        "date": "dd/mm/yyyy",
        "datetime": "dd/mm/yyyy hh:mm",
    }[kind]


class _CellWriter:
    """The cells of one column. Write-only sheets write each cell at once, so one object per column serves them all
    and a style is looked up once, not once per row."""

    def __init__(self, sheet, column, currency_symbol):
        self.column = column
        self.is_text = column.kind == "text"
        self.cell = WriteOnlyCell(sheet)
        self.cell.number_format = number_format(column.kind, currency_symbol)
        self.quoted = WriteOnlyCell(sheet)
        self.quoted.number_format = number_format("text")
        self.quoted.quotePrefix = True

    def fill(self, record):
        value = self.column.value(record)
        if value is None or value is False or value == "":
            return None
        if not self.is_text:
            self.cell.value = value
            return self.cell
        text = harmless(str(value))
        cell = self.quoted if text.startswith(_LEADS_FORMULA) else self.cell
        cell.value = text
        # openpyxl reads a leading «=» as a formula and «#N/A» as an error.
        cell.data_type = "s"
        return cell


def _header(sheet, columns):
    font = Font(bold=True, color="FFFFFF")
    fill = PatternFill("solid", fgColor="33475B")
    alignment = Alignment(vertical="center", wrap_text=True)
    for column in columns:
        cell = WriteOnlyCell(sheet, harmless(column.title))
        cell.data_type = "s"
        cell.font, cell.fill, cell.alignment = font, fill, alignment
        yield cell


def build(
    title: str, columns: Sequence[Column], records: Iterable, *, currency_symbol: str = "", author: str = ""
) -> bytes:
    """Return an XLSX workbook of one sheet: a frozen header with filters, then a row per record.

    :param title: name of the sheet and title of the document
    :param columns: at least one
    :param records: anything that the ``value`` of every column understands, consumed once
    :param currency_symbol: shown behind the amounts
    :param author: kept in the properties of the document
    :raises ValueError: without columns, or when a value is of no type a cell can hold
    """
    if not columns:
        raise ValueError("a file needs at least one column")
    book = Workbook(write_only=True)
    book.properties.creator = harmless(author) or None
    book.properties.title = harmless(title)
    sheet = book.create_sheet(sheet_title(title))
    # All that precedes the rows in the file must be set before the first of them.
    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 30
    for index, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width or WIDTHS[column.kind]
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"

    sheet.append(list(_header(sheet, columns)))
    writers = [_CellWriter(sheet, column, currency_symbol) for column in columns]
    last_row = 1
    for record in records:
        sheet.append([writer.fill(record) for writer in writers])
        last_row += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last_row}"

    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
