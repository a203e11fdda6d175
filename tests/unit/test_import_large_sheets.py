"""A sheet too large to be held in memory is read as a small one."""

import datetime
import functools
import sys
import tracemalloc
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
import round_trip
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools import reading
from odoo.addons.despacho_crm_import.tools.formats import archive, ods, xlsx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import malformed_books
import spreadsheet_files

_VALUES = st.one_of(
    st.none(),
    round_trip.CELL,
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 3)),
    st.booleans(),
    st.datetimes(datetime.datetime(1950, 1, 1), datetime.datetime(2050, 1, 1)).map(
        lambda at: at.replace(microsecond=0)
    ),
    st.dates(datetime.date(1950, 1, 1), datetime.date(2050, 1, 1)),
)


@given(st.lists(st.tuples(_VALUES, _VALUES, _VALUES), min_size=1, max_size=8), st.lists(st.integers(1, 8), max_size=2))
def test_a_large_sheet_is_read_as_a_small_one(rows, merges):
    book = openpyxl.Workbook()
    book.active.append(round_trip.NAMES)
    for row in rows:
        book.active.append(["=" if text == "=" else text for text in row])
    for top in merges:
        if not any(top + 1 <= area.max_row and area.min_row <= top + 2 for area in book.active.merged_cells.ranges):
            book.active.merge_cells(start_row=top + 1, end_row=top + 2, start_column=2, end_column=2)
    found = []
    for held in (xlsx.HELD, 0):
        content = spreadsheet_files.saved(book)
        workbook = xlsx.Workbook(archive.Archive(content, reading.Limits()), reading.Limits(), held)
        try:
            found.append(read_sheet(workbook))
        except reading.ReadError as error:
            found.append(error.code)
    assert found[0] == found[1]


def read_sheet(workbook):
    table = reading._read_workbook(workbook, None, 1, reading.Limits())
    return table._replace(rows=list(table.rows))


def test_a_large_sheet_of_any_kind_of_cell_is_read_as_a_small_one():
    body = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>NIF</t></is></c><c r="B1" t="inlineStr"><is><r><t>Nom</t></r>'
        '<r><t>bre</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c><c r="C1" t="str"><v>Notas</v></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>7</v></c><c r="B2" t="str"><f>A1</f><v>Casa</v></c></row>'
        '<row><c><v>1.50</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>'
        '<row r="9"><c r="C9" t="d"><v>2024-03-04T10:30:00</v></c></row>'
    )
    content = spreadsheet_files.xlsx_sheet(body)
    for held in (xlsx.HELD, 0):
        book = xlsx.Workbook(archive.Archive(content, reading.Limits()), reading.Limits(), held)
        table = reading._read_workbook(book, None, 1, reading.Limits())
        assert (table.headers, table.sheet, table.kind) == (["NIF", "Nombre", "Notas"], "Sheet", "xlsx")
        assert [row for _number, row in table.rows] == [
            ["7", "Casa", ""], ["1.5", "true", ""], ["", "", "2024-03-04 10:30:00"],
        ]  # fmt: skip


@functools.cache
def zip_cases():
    return list(malformed_books.zip_cases())


@pytest.mark.parametrize("name", ["last row", "column", "beyond", "bomb", "entity", "million times", "blank cells"])
def test_a_large_sheet_of_bad_faith_takes_no_more_than_a_small_one(name):
    for case, _filename, content in zip_cases():
        if name in case and "ods" not in case:
            try:
                zipped_book = archive.Archive(content, reading.Limits(unpacked=64 << 20))
                book = xlsx.Workbook(zipped_book, reading.Limits(), held=0)
                reading._read_workbook(book, None, None, reading.Limits())
            except reading.ReadError as error:
                assert set(error.details) == set(reading.ERRORS[error.code]), case


def read_ods(content, held, limits=None):
    limits = limits or reading.Limits()
    try:
        return read_sheet(ods.Workbook(archive.Archive(content, limits), limits, held))
    except reading.ReadError as error:
        return error.code


@given(st.lists(st.tuples(round_trip.CELL, round_trip.CELL, st.integers(1, 4), st.booleans()), min_size=1, max_size=8))
def test_a_large_sheet_of_libreoffice_is_read_as_a_small_one(rows):
    body = spreadsheet_files.ods_row(["NIF", "Nombre"])
    for one, two, times, spanned in rows:
        row = spreadsheet_files.ods_row([escape(one), escape(two)], repeat=times)
        if spanned:
            row = row.replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="2"', 1)
        body += row
    content = spreadsheet_files.ods(body)
    whole = read_ods(content, ods.HELD)
    assert whole in ("empty", "no_rows", "no_header") or len(whole.rows) <= sum(times for _one, _two, times, _s in rows)
    for held in (0, 1, 3):
        assert read_ods(content, held) == whole


def test_reading_a_long_sheet_of_libreoffice_takes_the_memory_of_a_short_one():
    peaks = []
    for count in (10_000, 40_000):
        content = spreadsheet_files.ods(
            "".join(spreadsheet_files.ods_row([f"B{number}", "Casa Puig SL"]) for number in range(count))
        )
        tracemalloc.start()
        try:
            book = ods.Workbook(archive.Archive(content, reading.Limits()), reading.Limits())
            rows, _merged = book.rows(book.sheets[0])
            assert sum(1 for _row in rows.rows()) == count
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0], peaks


def test_a_long_sheet_of_libreoffice_that_would_fill_the_disk_says_so():
    row = spreadsheet_files.ods_row(["NIF", "x" * 1000], repeat=60_000)
    assert read_ods(spreadsheet_files.ods(row), ods.HELD, reading.Limits(unpacked=8 << 20)) == "zip_bomb"
