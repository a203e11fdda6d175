"""The workbook that somebody fills in and brings back: one column for each thing, and how to fill it in.

Nothing here touches a database.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

#: By what a template is known again, whatever the language of who brings it back: {language: words}.
EXAMPLE = {"es": "EJEMPLO:", "ca": "EXEMPLE:", "gl": "EXEMPLO:", "eu": "ADIBIDEA:", "en": "EXAMPLE:"}
HELP_SHEET = {
    "es": "Cómo rellenarla",
    "ca": "Com omplir-la",
    "gl": "Como enchela",
    "eu": "Nola bete",
    "en": "How to fill it in",
}
#: Rows looked at for examples: whoever moves them does so on purpose.
LOOKED_AT = 10

#: Rows to fill in that have the lists and the forms of numbers.
_ROWS = 5000
_LISTS = "_"
_MOST_CHOICES = 2000
_FORMATS = {"text": "@", "number": "#,##0.00", "integer": "0", "date": "DD/MM/YYYY"}
_WIDTH = (12, 42)
_INK, _NEEDED, _PLAIN, _SOFT = "FFFFFF", "1F4E79", "5B7A99", "7F7F7F"
_EXAMPLE_FILL = "F2F2F2"
_THIN = Border(bottom=Side(style="thin", color="D9D9D9"))
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SHEET_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True)
class Column:
    """One column to fill in.

    ``title``: as it will be known again. ``kind``: of ``text``, ``number``, ``integer``, ``date``.
    ``help``: what it is, in a sentence. ``examples``: its value in each of the rows of example.
    ``needed``: in words, whether it must be filled in; ``is_needed``: whether it must.
    ``choices``: texts offered in a list; ``is_open``: others may be written, or several of them.
    """

    title: str
    kind: str = "text"
    help: str = ""
    examples: Sequence[str] = ()
    needed: str = ""
    is_needed: bool = False
    choices: Sequence[str] = ()
    is_open: bool = False
    is_name: bool = False


@dataclass(frozen=True)
class Words:
    """What the workbook says, in the language of who asked for it."""

    language: str
    sheet: str
    title: str
    intro: Sequence[str]
    headings: Sequence[str]  # of the help: column, what it is, example, whether it is needed
    unknown: str  # of a value that is not in the list
    unknown_title: str


def is_example(cells):
    """Whether a row is one of those that a template brings to show how it is filled in."""
    marks = tuple(EXAMPLE.values())
    return any(cell.upper().startswith(marks) for cell in cells if cell)


def is_help_sheet(name):
    return name in HELP_SHEET.values()


def without_examples(rows):
    """Return the numbers of the rows of example among the first of ``rows``, [(number, cells)]."""
    return frozenset(number for number, cells in rows[:LOOKED_AT] if is_example(cells))


def build(columns, words):
    """Return the bytes of the XLSX to be filled in."""
    book = Workbook()
    sheet = book.active
    sheet.title = _SHEET_FORBIDDEN.sub(" ", words.sheet)[:31].strip() or "1"
    _fill_data(sheet, columns, words)
    _fill_help(book.create_sheet(HELP_SHEET.get(words.language, HELP_SHEET["en"])), columns, words)
    _add_lists(book, sheet, columns, words)
    book.properties.title = words.title
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _put(sheet, row, column, text):
    """Write a text that no spreadsheet calculates, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = _FORBIDDEN.sub("", text)
    if cell.data_type == "f":
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


def _fill_data(sheet, columns, words):
    mark = EXAMPLE.get(words.language, EXAMPLE["en"])
    marked = next((place for place, column in enumerate(columns) if column.is_name), 0)
    for place, column in enumerate(columns):
        cell = _put(sheet, 1, place + 1, column.title)
        cell.font = Font(bold=True, color=_INK)
        cell.fill = PatternFill("solid", fgColor=_NEEDED if column.is_needed else _PLAIN)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        if column.help:
            cell.comment = Comment(_FORBIDDEN.sub("", f"{column.help}\n{column.needed}".strip()), "", 110, 260)
        for number, example in enumerate(column.examples):
            shown = f"{mark} {example}".strip() if place == marked else example
            if shown:
                cell = _put(sheet, number + 2, place + 1, shown)
                cell.font = Font(italic=True, color=_SOFT)
                cell.fill = PatternFill("solid", fgColor=_EXAMPLE_FILL)
        letter = get_column_letter(place + 1)
        longest = max(map(len, (column.title, *column.examples)), default=0) + (len(mark) if place == marked else 0)
        sheet.column_dimensions[letter].width = min(max(longest + 3, _WIDTH[0]), _WIDTH[1])
        sheet.column_dimensions[letter].number_format = _FORMATS[column.kind]
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "A2"
    sheet.sheet_view.zoomScale = 100
    if columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}1"


def _fill_help(sheet, columns, words):
    _put(sheet, 1, 1, words.title).font = Font(bold=True, size=14, color=_NEEDED)
    row = 3
    for line in words.intro:
        _put(sheet, row, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=4)
        sheet.row_dimensions[row].height = 15 * (1 + len(line) // 110)
        row += 1
    row += 1
    for place, heading in enumerate(words.headings, 1):
        cell = _put(sheet, row, place, heading)
        cell.font = Font(bold=True, color=_INK)
        cell.fill = PatternFill("solid", fgColor=_NEEDED)
    sheet.freeze_panes = sheet.cell(row + 1, 1)
    for column in columns:
        row += 1
        example = next(filter(None, column.examples), "")
        for place, text in enumerate((column.title, column.help, example, column.needed), 1):
            cell = _put(sheet, row, place, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = _THIN
        sheet.cell(row, 1).font = Font(bold=column.is_needed)
        sheet.row_dimensions[row].height = 15 * max(1, -(-len(column.help) // 62), -(-len(column.title) // 26))
    for letter, width in zip("ABCD", (30, 68, 34, 24), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False


def _add_lists(book, sheet, columns, words):
    """Give each column with choices its list, kept in a hidden sheet: a list in the cell itself holds 255 letters."""
    if not any(column.choices for column in columns):
        return
    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    place = 0
    for number, column in enumerate(columns, 1):
        choices = column.choices[:_MOST_CHOICES]
        if not choices:
            continue
        place += 1
        for row, choice in enumerate(choices, 1):
            _put(lists, row, place, choice)
        letter = get_column_letter(place)
        rule = DataValidation(
            type="list",
            formula1=f"{quote_sheetname(_LISTS)}!${letter}$1:${letter}${len(choices)}",
            allow_blank=True,
            showErrorMessage=not column.is_open,
            errorStyle="warning",
            errorTitle=words.unknown_title[:32],
            error=words.unknown[:255],
        )
        target = get_column_letter(number)
        rule.add(f"{target}2:{target}{_ROWS}")
        sheet.add_data_validation(rule)
