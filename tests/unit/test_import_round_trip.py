"""What is written is what is read, in every format and order; no bytes fail but with an error of the list."""

import sys
import tracemalloc
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
import vobject
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools import bundle, headers, profiles, reading, values

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import import_shapes
import round_trip
import spreadsheet_files


@given(
    round_trip.ROWS,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp850"]),
    st.sampled_from(";\t,|"),
)
def test_a_text_in_any_encoding_with_any_separator(rows, encoding, delimiter):
    content = round_trip.written(rows, delimiter).encode(encoding)
    assert round_trip.read(content, encoding=encoding, delimiter=delimiter) == rows


@given(round_trip.ROWS.filter(lambda rows: sum(len(cell) for row in rows for cell in row) > 40))
def test_a_text_whose_encoding_nobody_says(rows):
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert round_trip.read(round_trip.written(rows).encode(encoding), delimiter=";") == rows


@given(round_trip.ROWS)
def test_a_workbook_of_today(rows):
    book = openpyxl.Workbook()
    for number, row in enumerate([round_trip.NAMES, *rows], 1):
        for column, text in enumerate(row, 1):
            if text:
                book.active.cell(number, column, text).data_type = "s"
    assert round_trip.read(spreadsheet_files.saved(book)) == rows


@given(round_trip.ROWS)
def test_a_workbook_of_long_ago(rows):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Hoja")
    for number, row in enumerate([round_trip.NAMES, *rows]):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
    assert round_trip.read(spreadsheet_files.saved(book)) == rows


@given(round_trip.ROWS)
def test_a_sheet_of_libreoffice(rows):
    body = "".join(spreadsheet_files.ods_row(map(escape, row)) for row in [round_trip.NAMES, *rows])
    assert round_trip.read(spreadsheet_files.ods(body)) == rows


_NAME = st.text("abcñáéíüçABCÑÀ ,;:\\=", min_size=1, max_size=70).map(lambda text: " ".join(text.split())).filter(bool)


@given(st.lists(st.tuples(_NAME, _NAME, _NAME, _NAME), min_size=1, max_size=5))
def test_an_address_book(people):
    cards = []
    for given_name, family, company, note in people:
        card = vobject.vCard()
        card.add("n").value = vobject.vcard.Name(family=family, given=given_name)
        card.add("fn").value = f"{given_name} {family}"
        card.add("org").value = [company]
        card.add("note").value = note
        cards.append(card.serialize())
    table = reading.read_table("".join(cards).encode())
    found = round_trip.picked(table, ("Nombre", "Apellidos", "Organización", "Notas"))
    for card, person in zip(found, people, strict=True):
        given_name, family, company, note = person
        # A company of the name of its person is written once.
        if company not in (f"{given_name} {family}", given_name):
            assert card == person


@given(
    st.permutations(range(9)), st.sampled_from(["Holded", "FactuSol", "ContaSol", "Outlook in Spanish", "free agenda"])
)
def test_the_order_of_the_rows_changes_no_value(order, name):
    filename, content = import_shapes.SHAPES[name]
    table = reading.read_table(content, filename)
    rows = [cells for _number, cells in table.rows] * 5
    rows = [*(rows[place] for place in order), *rows[len(order) :]]
    turned = table._replace(rows=[(number, cells) for number, cells in enumerate(rows, 2)])
    assert sorted(brought(turned, filename)) == sorted(brought(table._replace(rows=list(table.rows) * 5), filename))


def brought(table, filename):
    found = profiles.recognise(table, filename)
    rows = [cells for _number, cells in table.rows]
    guesses = headers.guess_mapping(table.headers, rows, shape=found and found.fields)
    context = found.profile.context if found else None
    cleaned = [values.clean_row({one.field: row[one.index] for one in guesses if one.field}, context) for row in rows]
    return [repr((sorted(one.values.items()), one.notes)) for one in cleaned]


_FILES = [content for _filename, content in import_shapes.SHAPES.values()]
_FILES += [
    spreadsheet_files.xls(),
    spreadsheet_files.xlsx(),
    spreadsheet_files.zipped({"a.csv": _FILES[0], "b.vcf": _FILES[11]}),
]
_FILES.append(
    spreadsheet_files.ods(spreadsheet_files.ods_row(["NIF", "Nombre"]) + spreadsheet_files.ods_row(["A", "b"]))
)


@settings(max_examples=400)
@given(
    st.sampled_from(_FILES),
    st.integers(0, 1 << 16),
    st.lists(st.tuples(st.integers(0, 1 << 16), st.binary(max_size=6)), max_size=6),
)
def test_a_file_cut_or_garbled_gives_a_table_or_an_error_of_the_list(content, end, changes):
    spoiled = bytearray(content[: end % (len(content) + 1)] if end % 3 else content)
    for position, piece in changes:
        place = position % (len(spoiled) + 1)
        spoiled[place : place + len(piece)] = piece
    for reader in (reading.read_table, bundle.read_bundle):
        try:
            found = reader(bytes(spoiled))
        except reading.ReadError as error:
            assert set(error.details) == set(reading.ERRORS[error.code])
        else:
            if reader is reading.read_table:
                list(found.rows)
                profiles.recognise(found)


_LINES = """
BEGIN:VCARD|END:VCARD|VERSION:2.1|N:;|N;CHARSET=klingon;ENCODING=QUOTED-PRINTABLE:=ZZ=|TEL|:|;|ADR:;;;;;;;;;;;|TEL;TYPE=:
|PHOTO;BASE64:| folded|item1.|N;ENCODING=8BIT:a|ORG:\\|X=Y:Z|=C3=B1|FN;ENCODING=QUOTED-PRINTABLE:=C3=|CATEGORIES:,,,|\0
|BEGIN:VEVENT|END:VEVENT|N;ENCODING=QUOTED-PRINTABLE;ENCODING=8BIT:=41;b|
""".replace("\n", "").split("|")


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_LINES)))
def test_any_lines_of_an_address_book_are_read_or_refused(lines):
    try:
        table = reading.read_table("\r\n".join(["BEGIN:VCARD", *lines]).encode())
    except reading.ReadError:
        return
    assert all(len(cells) == len(table.headers) for _number, cells in table.rows)


def test_a_line_with_two_encodings_is_read_as_far_as_it_can_be():
    card = b"BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE;ENCODING=8BIT:Mu=C3=B1oz;Ana\nEND:VCARD\n"
    assert reading.read_table(card).rows == [(1, ["Ana", "Muñoz"])]


def test_the_rows_of_a_text_are_gone_through_as_often_as_one_likes():
    table = reading.read_table(
        round_trip.written([(str(number), "a", "b") for number in range(50)]).encode(), delimiter=";"
    )
    assert len(table.rows) == 50 == len(list(table.rows)) == len(list(table.rows))
    assert table.rows[0] == table.rows[-50] == (2, ["0", "a", "b"])
    assert table.rows[:2] == [(2, ["0", "a", "b"]), (3, ["1", "a", "b"])]
    assert table.rows[-1] == table.rows[::-1][0]
    with pytest.raises(IndexError):
        assert not table.rows[50]


def test_a_file_is_read_from_the_disk_as_from_the_memory(tmp_path):
    for filename, content in import_shapes.SHAPES.values():
        path = tmp_path / "file"
        path.write_bytes(content)
        assert reading.read_table(path, filename) == reading.read_table(content, filename)


def test_the_memory_that_a_text_takes_does_not_grow_with_its_rows(tmp_path):
    peaks = []
    for rows in (2_000, 30_000):
        path = tmp_path / str(rows)
        path.write_text("NIF;Nombre;Notas\n" + "".join(f"{number};Ñandú {number};nada\n" for number in range(rows)))
        tracemalloc.start()
        table = reading.read_table(path)
        assert sum(1 for _row in table.rows) == len(table.rows) == rows
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 4 << 20, peaks  # kept, these rows would take four times as much
