"""Several files in one: each is read as if it came alone, and a set of bad faith is refused."""

import io
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
import round_trip
from hypothesis import given

from odoo.addons.despacho_crm_import.tools import bundle, reading

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import spreadsheet_files


@given(round_trip.ROWS, round_trip.ROWS)
def test_a_set_of_files(some, others):
    content = spreadsheet_files.zipped(
        {"a.csv": round_trip.written(some).encode(), "agendas/b.csv": round_trip.written(others).encode()}
    )
    found = bundle.read_bundle(content)
    assert [name for name, _content in found] == ["a.csv", "b.csv"]
    assert [round_trip.read(one, delimiter=";") for _name, one in found] == [some, others]
    with pytest.raises(reading.ReadError) as caught:
        reading.read_table(content)
    assert (caught.value.code, caught.value.details) == ("several_files", {"count": 2})
    assert (
        round_trip.read(spreadsheet_files.zipped({"a.csv": round_trip.written(some).encode()}), delimiter=";") == some
    )


def test_a_document_that_lost_its_content_is_no_set_of_files():
    for content in (
        spreadsheet_files.zipped(
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": "<a/>"}
        ),
        spreadsheet_files.zipped({"[Content_Types].xml": "<a/>", "xl/styles.xml": "<a/>"}),
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
            bundle.read_bundle(spreadsheet_files.zipped({"ok.csv": b"a;b\n1;2\n", name: b"a;b\n1;2\n"}))
        assert caught.value.code == "unsafe_name"
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as members:
        for number in range(3):
            members.writestr(f"{number}.csv", b"0" * (1 << 20))
    with pytest.raises(reading.ReadError) as caught:
        bundle.read_bundle(bomb.getvalue(), reading.Limits(unpacked=2 << 20))
    assert caught.value.code == "zip_bomb"
    with pytest.raises(reading.ReadError) as caught:
        bundle.read_bundle(
            spreadsheet_files.zipped({f"{number}.csv": b"" for number in range(9)}), reading.Limits(members=8)
        )
    assert (caught.value.code, caught.value.details) == ("too_many_files", {"count": 9, "limit": 8})
    inner = spreadsheet_files.zipped({"a.csv": b"a;b\n1;2\n", "b.csv": b"a;b\n1;2\n"})
    for _name, content in bundle.read_bundle(spreadsheet_files.zipped({"a.zip": inner, "b.csv": b""})):
        with pytest.raises(reading.ReadError):
            reading.read_table(content)


def test_a_long_list_alone_in_a_zip_is_never_held_in_memory():
    lines = "".join(f"B{number:08d};Empresa {number} SL;{'x' * 200}\n" for number in range(40_000))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("clientes.csv", "NIF;Nombre;Dirección\n" + lines)
    size, content = len(lines), content.getvalue()
    del lines
    tracemalloc.start()
    try:
        table = reading.read_table(content, "clientes.zip")
        assert len(table.rows) == 40_000
        assert tracemalloc.get_traced_memory()[1] < size / 2
    finally:
        tracemalloc.stop()
    assert next(iter(table.rows))[1] == ["B00000000", "Empresa 0 SL", "x" * 200]
