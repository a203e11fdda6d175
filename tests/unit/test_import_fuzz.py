"""Spreadsheets spoiled on purpose, inside what they are packed in: a table or an error of the list, and never more."""

import io
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools import bundle, headers, profiles, reading
from odoo.addons.despacho_crm_import.tools.first_seen import FirstSeen

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import messy
import spreadsheet_files

_ODS = spreadsheet_files.ods(
    spreadsheet_files.ods_row(["NIF", "Nombre"]) + spreadsheet_files.ods_row(["B58378431", "Casa"])
)
_BOOKS = {"xlsx": spreadsheet_files.xlsx(), "ods": _ODS}
#: What parsers stumble over.
_PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from([
        b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?xml ?>", b"&#0;", b"&#xD800;", b"&a;", b'"', b"\0",
        b"<c", b"</c>", b"</row>", b"<row r='99999999999'>", b'r="ZZZZZZ1"', b't="s"', b"<v>1e999</v>", b"<v>-1</v>",
        b' s="99999"', b"table:number-columns-repeated='-1'", b"table:number-rows-repeated='999999999999'",
        b'state="hidden"', b'Target="../../x"', b"\xff\xfe", b"\xef\xbb\xbf", b'encoding="utf-16"', b"xmlns:a='b'",
    ]),
)  # fmt: skip


def spoiled(content, changes):
    """Return the zip ``content`` with pieces put into its members, packed well again."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        members = {name: bytearray(old.read(name)) for name in names}
        for member, position, length, piece in changes:
            data = members[names[member % len(names)]]
            start = position % (len(data) + 1)
            data[start : start + length] = piece
        for name, data in members.items():
            new.writestr(name, bytes(data))
    return buffer.getvalue()


def read_or_refuse(content):
    for reader in (reading.read_table, bundle.read_bundle):
        try:
            found = reader(content)
        except reading.ReadError as error:
            assert set(error.details) == set(reading.ERRORS[error.code])
        else:
            if reader is reading.read_table:
                rows = [cells for _number, cells in found.rows]
                assert all(len(cells) == len(found.headers) for cells in rows)
                profiles.recognise(found)
                headers.guess_mapping(found.headers, rows)


@settings(max_examples=300)
@given(
    st.sampled_from(sorted(_BOOKS)),
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(0, 1 << 16), st.integers(0, 40), _PIECES), min_size=1, max_size=4
    ),
)
def test_a_spreadsheet_spoiled_inside_its_packing_is_read_or_refused(kind, changes):
    read_or_refuse(spoiled(_BOOKS[kind], changes))


@settings(max_examples=150)
@given(st.sampled_from(sorted(messy.FILES)), st.lists(st.tuples(st.integers(0, 1 << 16), _PIECES), max_size=5))
def test_a_real_file_spoiled_is_read_or_refused(name, changes):
    content = bytearray(messy.FILES[name].content)
    for position, piece in changes:
        start = position % (len(content) + 1)
        content[start : start + len(piece)] = piece
    read_or_refuse(bytes(content))


@pytest.mark.parametrize(
    "start",
    [
        b'<?xml version="1.0"?><!--' + b"x" * 70_000 + b"-->%s",
        b'<?xml version="1.0"?>' + b" " * 70_000 + b"%s",
    ],
)
@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"]
)
def test_definitions_are_refused_wherever_they_stand(start, part):
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    good = spreadsheet_files.xlsx()
    with zipfile.ZipFile(io.BytesIO(good)) as members:
        body = members.read(part) if part in members.namelist() else b"<sst/>"
    body = body.partition(b"?>")[2] or body
    content = spreadsheet_files.replaced(good, {part: start.replace(b"%s", bomb) + body})
    with pytest.raises(reading.ReadError) as caught:
        reading.read_table(content)
    assert caught.value.code == "unreadable"


def test_definitions_in_letters_of_two_bytes_are_refused():
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        content = spreadsheet_files.xlsx(**{"xl/workbook.xml": text.encode(encoding)})
        with pytest.raises(reading.ReadError) as caught:
            reading.read_table(content)
        assert caught.value.code == "unreadable"


def test_keys_are_remembered_in_little_memory_however_many_they_are():
    tracemalloc.start()
    seen = FirstSeen(held=1000)
    firsts = [seen.first(f"B{number:08}", number) == number for number in range(30_000)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert all(firsts)
    assert peak < 2 << 20, peak
    for number in (0, 999, 1000, 15_000, 29_999):
        assert seen.first(f"B{number:08}", 7) == number
    assert seen.first("new", 7) == 7 == seen.first("new", 8)
    numbers = FirstSeen(held=2)
    assert [numbers.first(key, place) for place, key in enumerate([5, 6, 7, 5, 8, 6])] == [0, 1, 2, 0, 4, 1]
