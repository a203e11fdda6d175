"""The spreadsheet of a selection, written and read back without a database."""

import io
from datetime import date, datetime
from tracemalloc import get_traced_memory, start, stop

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from odoo.addons.despacho_crm.tools import xlsx
from odoo.addons.despacho_crm.tools.xlsx import Column

TEXT = st.text(st.characters(), max_size=60)


def written(columns, records, **options):
    content = xlsx.build(options.pop("title", "Fichero"), columns, records, **options)
    return load_workbook(io.BytesIO(content)).active


def cell_of(value, kind="text", **options):
    return written([Column("Dato", lambda record: record, kind)], [value], **options)["A2"]


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("=1+1", "'=1+1"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("@SUM(1+1)*cmd|' /C calc'!A0", "'@SUM(1+1)*cmd|' /C calc'!A0"),
        ("+HYPERLINK (A1)", "'+HYPERLINK (A1)"),
        ("\t=1+1", "'=1+1"),
        ("\r=1+1", "'=1+1"),
        ("\r\n\t=1+1", "'=1+1"),
        ("\x00=1+1", "'=1+1"),
        ("\x00\t\x01=1+1", "'=1+1"),
        ("=", "'="),
    ],
)
def test_a_text_that_could_calculate_is_kept_behind_an_apostrophe(typed, kept):
    cell = cell_of(typed)
    assert (cell.value, cell.data_type) == (kept, "s")


@pytest.mark.parametrize("typed", ["+34 600 11 22 33", "+34 (93) 200-11-22", "-", "@legal", "-Punto y aparte, S.L."])
def test_a_text_that_only_begins_like_a_formula_stays_exact_and_is_marked_as_text(typed):
    cell = cell_of(typed)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (typed, "s", True)


@given(TEXT)
@example("=1")
@example("#N/A")
@example("\t+A1")
@example("\ud800=1")
@example("\ufffe")
@settings(max_examples=300, deadline=None)
def test_whatever_was_typed_is_never_a_formula_nor_an_error_nor_a_broken_file(typed):
    cell = cell_of(typed)
    if cell.value is None:
        assert xlsx.harmless(typed) == ""
        return
    assert cell.data_type == "s"
    assert not cell.value.startswith(("=", "\t", "\r", "\n"))
    assert cell.quotePrefix or not cell.value.startswith(("+", "-", "@"))


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1))
def test_making_harmless_what_is_harmless_changes_nothing(typed):
    once = xlsx.harmless(typed)
    assert xlsx.harmless(once) == once
    assert once in (typed, "'" + typed)


def test_nif_postcode_and_phone_are_text_and_keep_their_zeros():
    for typed in ("00123456X", "07001", "0034972000111"):
        cell = cell_of(typed)
        assert (cell.value, cell.data_type, cell.number_format) == (typed, "s", "@")


def test_a_text_that_excel_knows_as_an_error_stays_a_text():
    cell = cell_of("#N/A")
    assert (cell.value, cell.data_type) == ("#N/A", "s")


def test_amounts_are_numbers_with_the_symbol_behind():
    cell = cell_of(1234.5, "money", currency_symbol="€")
    assert (cell.value, cell.data_type, cell.number_format) == (1234.5, "n", '#,##0.00\\ "€"')


def test_dates_and_hours_are_dates_in_the_spanish_order():
    cell = cell_of(date(2026, 2, 1), "date")
    assert (cell.value, cell.is_date, cell.number_format) == (datetime(2026, 2, 1), True, "dd/mm/yyyy")
    cell = cell_of(datetime(2026, 2, 1, 17, 30), "datetime")
    assert (cell.value, cell.number_format) == (datetime(2026, 2, 1, 17, 30), "dd/mm/yyyy hh:mm")


@pytest.mark.parametrize("empty", [None, False, ""])
@pytest.mark.parametrize("kind", xlsx.KINDS)
def test_what_is_empty_is_an_empty_cell(empty, kind):
    assert cell_of(empty, kind).value is None


@pytest.mark.parametrize("kind", ["integer", "number", "money", "percent"])
def test_a_zero_is_a_zero_and_not_an_empty_cell(kind):
    assert cell_of(0, kind).value == 0


def test_the_style_of_one_row_does_not_spill_into_the_next():
    sheet = written([Column("Dato", lambda record: record)], ["+1", "uno", "@dos", "tres"])
    assert [sheet.cell(row, 1).quotePrefix for row in range(2, 6)] == [True, False, True, False]


def test_lines_of_a_text_are_kept_whatever_machine_wrote_them():
    assert cell_of("uno\r\ndos\rtres\ncuatro").value == "uno\ndos\ntres\ncuatro"


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    value = cell_of("a" * 40_000).value
    assert len(value) == xlsx.MAX_TEXT
    assert value.endswith("…")


def test_the_header_is_frozen_filtered_bold_and_repeated_on_paper():
    columns = [Column("Nombre", str, width=40), Column("Importe", lambda record: 1, "money")]
    sheet = written(columns, ["a", "b"])
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["A"].width == 40
    assert sheet.column_dimensions["B"].width == xlsx.WIDTHS["money"]
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"


def test_a_selection_of_nothing_is_a_file_with_its_header():
    sheet = written([Column("Nombre", str)], [])
    assert (sheet.max_row, sheet["A1"].value, sheet.auto_filter.ref) == (1, "Nombre", "A1:A1")


@pytest.mark.parametrize(
    "title, kept",
    [
        ("Fichero: clientes/prospectos [2026]", "Fichero clientes prospectos"),
        ("'Uno'", "Uno"),
        ("", "1"),
        ("***", "1"),
    ],
)
def test_any_title_becomes_a_name_that_excel_accepts(title, kept):
    assert written([Column("Nombre", str)], [], title=title).title == kept


def test_the_document_says_whose_it_is():
    content = xlsx.build("Fichero", [Column("Nombre", str)], [], author="Asesoría Puig")
    properties = load_workbook(io.BytesIO(content)).properties
    assert (properties.creator, properties.title) == ("Asesoría Puig", "Fichero")


def test_a_file_without_columns_or_of_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="at least one column"):
        xlsx.build("Fichero", [], [])
    with pytest.raises(ValueError, match="unknown kind"):
        Column("Nombre", str, "colour")


def test_twenty_thousand_rows_do_not_stay_in_memory():
    columns = [Column("Nombre", lambda record: f"Empresa {record}"), Column("Importe", float, "money")]
    xlsx.build("Fichero", columns, [1])
    start()
    try:
        content = xlsx.build("Fichero", columns, range(20_000))
        _current, peak = get_traced_memory()
    finally:
        stop()
    assert sum(1 for _row in load_workbook(io.BytesIO(content), read_only=True).active.rows) == 20_001
    assert peak < len(content) + 8 * 1024 * 1024
