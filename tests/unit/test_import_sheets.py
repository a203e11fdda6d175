"""What is written is what is read: sheets of a book, merged cells, web pages, the encodings that programs choose."""

import sys
from html import escape
from pathlib import Path
from xml.sax.saxutils import escape as xml_escape

import openpyxl
import xlwt
from hypothesis import given
from hypothesis import strategies as st
from round_trip import NAMES, ROWS, picked, read, written

from odoo.addons.despacho_crm_import.tools import reading

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import spreadsheet_files

_BOOKS = st.lists(ROWS, min_size=1, max_size=3)


@given(ROWS, st.sampled_from(["mac-roman", "iso8859-15", "cp1252", "cp850", "utf-16-be"]), st.sampled_from(";\t,|"))
def test_a_text_in_the_encodings_of_old_programs(rows, encoding, delimiter):
    content = written(rows, delimiter).encode(encoding)
    assert read(content, encoding=encoding, delimiter=delimiter) == rows


@given(ROWS)
def test_a_table_of_a_web_page(rows):
    lines = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in [NAMES, *rows])
    page = f"<html><head><meta charset='utf-8'></head><body><table>{lines}</table></body></html>"
    assert read(page.encode()) == rows


def _xlsx(sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate([NAMES, *rows], 1):
            for column, text in enumerate(row, 1):
                if text:
                    sheet.cell(number, column, text).data_type = "s"
    return spreadsheet_files.saved(book)


def _xls(sheets):
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for number, row in enumerate([NAMES, *rows]):
            for column, text in enumerate(row):
                sheet.write(number, column, text)
    return spreadsheet_files.saved(book)


def _ods(sheets):
    parts = [
        "".join(spreadsheet_files.ods_row(map(xml_escape, row)) for row in [NAMES, *rows]) for rows in sheets.values()
    ]
    first, *others = zip(sheets, parts, strict=True)
    body = first[1] + "".join(f'</table:table><table:table table:name="{name}">{part}' for name, part in others)
    return spreadsheet_files.ods(body)


@given(_BOOKS, st.sampled_from([_xlsx, _xls, _ods]))
def test_every_sheet_of_a_book(books, write):
    sheets = {f"Hoja{number}": rows for number, rows in enumerate(books, 1)}
    content = write(sheets)
    for name, rows in sheets.items():
        table = reading.read_table(content, sheet=name, header_row=1)
        assert (table.sheet, table.sheets) == (name, list(sheets))
        assert picked(table, NAMES) == rows


def _merged_xlsx(texts, areas):
    book = openpyxl.Workbook()
    book.active.append(NAMES)
    for number, text in enumerate(texts, 2):
        book.active.cell(number, 1, text).data_type = "s"
        book.active.cell(number, 2, f"n{number}")
    for first, last in areas:
        book.active.merge_cells(start_row=first + 2, end_row=last + 2, start_column=1, end_column=1)
    return spreadsheet_files.saved(book)


def _merged_xls(texts, areas):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Hoja")
    for column, name in enumerate(NAMES):
        sheet.write(0, column, name)
    hidden = {place for first, last in areas for place in range(first, last + 1)}
    for first, last in areas:
        sheet.write_merge(first + 1, last + 1, 0, 0, texts[first])
    for place, text in enumerate(texts):
        if place not in hidden:
            sheet.write(place + 1, 0, text)
        sheet.write(place + 1, 1, f"n{place + 2}")
    return spreadsheet_files.saved(book)


def _merged_ods(texts, areas):
    spans = dict(areas)
    covered = {place for first, last in areas for place in range(first + 1, last + 1)}
    body = spreadsheet_files.ods_row(NAMES)
    for place, text in enumerate(texts):
        rows = spans.get(place, place) - place + 1
        cell = (
            "<table:covered-table-cell/>"
            if place in covered
            else f'<table:table-cell office:value-type="string" table:number-rows-spanned="{rows}">'
            f"<text:p>{xml_escape(text)}</text:p></table:table-cell>"
        )
        name = f"<table:table-cell><text:p>n{place + 2}</text:p></table:table-cell>"
        body += f"<table:table-row>{cell}{name}</table:table-row>"
    return spreadsheet_files.ods(body)


@given(
    st.lists(st.text("abcñáé ", min_size=1, max_size=9).map(str.strip).filter(bool), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.integers(1, 3)), max_size=3),
    st.sampled_from([_merged_xlsx, _merged_xls, _merged_ods]),
)
def test_a_cell_merged_over_rows_is_of_each_of_them(texts, wished, write):
    areas, end = [], -1
    for first, length in sorted(wished):
        last = first + length
        if first > end and last < len(texts):
            areas.append((first, last))
            end = last
    shown = list(texts)
    for first, last in areas:
        shown[first : last + 1] = [texts[first]] * (last + 1 - first)
    table = reading.read_table(write(texts, areas), header_row=1)
    assert [row[0] for row in picked(table, NAMES)] == shown
