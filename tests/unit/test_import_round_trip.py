"""What is written is what is read, in every format and order; no bytes fail but with an error of the list."""

import csv
import datetime
import functools
import io
import sys
import tracemalloc
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
import vobject
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools import bundle, headers, profiles, reading, values
from odoo.addons.despacho_crm_import.tools.formats import archive, xlsx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import import_shapes
import malformed
import spreadsheet_files

#: Letters that people write names with, and the signs that separate columns.
_LETTERS = st.sampled_from("abcdefghijklmnñopqrstuvwxyzáéíóúüçàèòïABCDEFÑÁÉ0123456789 .,;|'\"()/&ºª-_@+=")
_CELL = st.text(_LETTERS, max_size=14).map(lambda text: " ".join(text.split()))
_ROWS = st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=1, max_size=12).filter(
    # One column with a value that is no number: a row without content is none.
    lambda rows: all(any(row) for row in rows)
)
_NAMES = ("NIF", "Nombre", "Notas")


def written(rows, delimiter=";"):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([_NAMES, *rows])
    return buffer.getvalue()


def read(content, **options):
    table = reading.read_table(content, header_row=1, **options)
    return picked(table, _NAMES)


def picked(table, names):
    """Return the cells of ``table`` in the columns ``names``, '' where there is none."""
    rows = [dict(zip(table.headers, cells, strict=True)) for _number, cells in table.rows]
    return [tuple(row.get(name, "") for name in names) for row in rows]


@given(
    _ROWS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp850"]), st.sampled_from(";\t,|")
)
def test_a_text_in_any_encoding_with_any_separator(rows, encoding, delimiter):
    content = written(rows, delimiter).encode(encoding)
    assert read(content, encoding=encoding, delimiter=delimiter) == rows


@given(_ROWS.filter(lambda rows: sum(len(cell) for row in rows for cell in row) > 40))
def test_a_text_whose_encoding_nobody_says(rows):
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert read(written(rows).encode(encoding), delimiter=";") == rows


@given(_ROWS)
def test_a_workbook_of_today(rows):
    book = openpyxl.Workbook()
    for number, row in enumerate([_NAMES, *rows], 1):
        for column, text in enumerate(row, 1):
            if text:
                book.active.cell(number, column, text).data_type = "s"
    assert read(spreadsheet_files.saved(book)) == rows


@given(_ROWS)
def test_a_workbook_of_long_ago(rows):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Hoja")
    for number, row in enumerate([_NAMES, *rows]):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
    assert read(spreadsheet_files.saved(book)) == rows


@given(_ROWS)
def test_a_sheet_of_libreoffice(rows):
    body = "".join(spreadsheet_files.ods_row(map(escape, row)) for row in [_NAMES, *rows])
    assert read(spreadsheet_files.ods(body)) == rows


@given(_ROWS, _ROWS)
def test_a_set_of_files(some, others):
    content = zipped({"a.csv": written(some).encode(), "agendas/b.csv": written(others).encode()})
    found = bundle.read_bundle(content)
    assert [name for name, _content in found] == ["a.csv", "b.csv"]
    assert [read(one, delimiter=";") for _name, one in found] == [some, others]
    with pytest.raises(reading.ReadError) as caught:
        reading.read_table(content)
    assert (caught.value.code, caught.value.details) == ("several_files", {"count": 2})
    assert read(zipped({"a.csv": written(some).encode()}), delimiter=";") == some


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
    found = picked(table, ("Nombre", "Apellidos", "Organización", "Notas"))
    for card, person in zip(found, people, strict=True):
        given_name, family, company, note = person
        # A company of the name of its person is written once.
        if company not in (f"{given_name} {family}", given_name):
            assert card == person


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as members:
        for name, content in files.items():
            members.writestr(name, content)
    return buffer.getvalue()


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
_FILES += [spreadsheet_files.xls(), spreadsheet_files.xlsx(), zipped({"a.csv": _FILES[0], "b.vcf": _FILES[11]})]
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
    table = reading.read_table(written([(str(number), "a", "b") for number in range(50)]).encode(), delimiter=";")
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


def test_a_document_that_lost_its_content_is_no_set_of_files():
    for content in (
        zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": "<a/>"}),
        zipped({"[Content_Types].xml": "<a/>", "xl/styles.xml": "<a/>"}),
    ):
        assert not bundle.is_bundle(content)
        with pytest.raises(reading.ReadError) as caught:
            reading.read_table(content)
        assert caught.value.code == "not_a_table"


def test_no_file_of_a_set_is_lost_whatever_their_names():
    buffer = io.BytesIO()
    names = ["agenda.csv", "AGENDA.CSV", "ana/agenda.csv", "luis\\agenda.csv", "otra.csv"]
    with zipfile.ZipFile(buffer, "w") as members:
        for name in [*names, "__MACOSX/._agenda.csv", "ana/", "Thumbs.db"]:
            members.writestr(name, name)
    found = bundle.read_bundle(buffer.getvalue())
    assert [content.decode() for _name, content in found] == names
    assert [name for name, _content in found] == [
        "agenda.csv", "AGENDA.CSV", "ana/agenda.csv", "luis/agenda.csv", "otra.csv",
    ]  # fmt: skip


def test_a_set_of_bad_faith_is_refused():
    for name in ("../a.csv", "/a.csv", "c:\\a.csv", "a/../../../b.csv", "..\\..\\a.csv"):
        with pytest.raises(reading.ReadError) as caught:
            bundle.read_bundle(zipped({"ok.csv": b"a;b\n1;2\n", name: b"a;b\n1;2\n"}))
        assert caught.value.code == "unsafe_name"
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as members:
        for number in range(3):
            members.writestr(f"{number}.csv", b"0" * (1 << 20))
    with pytest.raises(reading.ReadError) as caught:
        bundle.read_bundle(bomb.getvalue(), reading.Limits(unpacked=2 << 20))
    assert caught.value.code == "zip_bomb"
    with pytest.raises(reading.ReadError) as caught:
        bundle.read_bundle(zipped({f"{number}.csv": b"" for number in range(9)}), reading.Limits(members=8))
    assert (caught.value.code, caught.value.details) == ("too_many_files", {"count": 9, "limit": 8})
    inner = zipped({"a.csv": b"a;b\n1;2\n", "b.csv": b"a;b\n1;2\n"})
    for _name, content in bundle.read_bundle(zipped({"a.zip": inner, "b.csv": b""})):
        with pytest.raises(reading.ReadError):
            reading.read_table(content)


_LAST = datetime.datetime(2050, 1, 1)
_VALUES = st.one_of(
    st.none(),
    _CELL,
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
    book.active.append(_NAMES)
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
    return list(malformed._zip_cases())


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
