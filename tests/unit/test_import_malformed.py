"""Whatever somebody uploads gives a table or an error of the list, within bounded memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools import headers, reading, values

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import malformed
import spreadsheet_files

#: What each of these must say; the others may say anything of the list, or be read.
EXPECTED = {
    "empty": "empty",
    "only a byte order mark": "empty",
    "only spaces": "empty",
    "only NUL": "empty",
    "only the header": "no_rows",
    "a line of ten megabytes": "too_many_columns",
    "300 columns": "too_many_columns",
    "20,000 columns": "too_many_columns",
    "1,100,000 rows": "too_many_rows",
    "pdf called csv": "not_a_table",
    "png called xlsx": "not_a_table",
    "Access database": "not_a_table",
    "dBase": "not_a_table",
    "html without table": "not_a_table",
    "docx": "not_a_table",
    "doc": "not_a_table",
    "ods of a text": "not_a_table",
    "random bytes 1": "not_a_table",
    "random bytes after a zip mark": "truncated",
    "xlsx cut at 50 %": "truncated",
    "ods cut at 50 %": "truncated",
    "xls cut at 50 %": "truncated",
    "encrypted zip": "encrypted",
    "protected xlsx": "encrypted",
    "protected xls": "encrypted",
    "protected ods": "encrypted",
    "zip bomb": "zip_bomb",
    "4 GB zip bomb": "zip_bomb",
    "one cell of text used a million times": "zip_bomb",
    "zip bomb that says it is small": "unreadable",
    "zip bomb packed with bzip2": "unreadable",
    "entity bomb in xlsx": "unreadable",
    "external entity in xlsx": "unreadable",
    "a word in the last cell": "too_many_columns",
    "300 columns in xlsx": "too_many_columns",
    "ods cell repeated a billion times": "too_many_columns",
    "ods row repeated a billion times": "too_many_rows",
    "xls with a word in the last cell": "too_many_rows",
    "xls that declares too many strings": "unreadable",
    "xls whose sectors go round": "unreadable",
}
#: Odd, and perfectly readable: how many rows they have.
READ = {
    "NUL between the letters": 20,
    "NUL after the text": 20,
    "good in cp850": 20,
    "good in mac-roman": 20,
    "good in utf-16-le": 20,
    "quote never closed": 20,
    "every quote broken": 20,
    "1 M empty rows": 20,
    "1 M line feeds": 20,
    "200 columns": 4,
    "old Mac line ends": 20,
    "html called xls": 9,
    "good xlsx called csv": 20,
    "good xls called xlsx": 20,
    "good ods called xls": 1,
    "1 M empty rows in xlsx": 1,
    "1 M rows of blank cells in xlsx": 1,
    "a declared dimension of everything": 1,
    "cells that do not say where they are": 1,
    "200 columns in xlsx": 4,
    "a word in the last row": 1,
    "merged everything": 20,
    "xls that declares everything": 20,
    "xls of 65,000 rows": 65_000,
}
#: Bytes of address space in which every file is read, Python and its libraries included.
MEMORY = 1_500 << 20
_CHILD = """
import json, resource, sys
sys.path.insert(0, sys.argv[1])
import conftest
from odoo.addons.despacho_crm_import.tools import reading
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
for path in sys.stdin.read().split("\\n"):
    try:
        with open(path, "rb") as file:
            table = reading.read_table(file.read())
        widths = sorted({{len(cells) for _number, cells in table.rows}})
        print(json.dumps([path, "read", len(table.rows), widths, len(table.headers)]))
    except reading.ReadError as error:
        print(json.dumps([path, error.code, {{key: str(value) for key, value in error.details.items()}}]), flush=True)
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Return {name of the case: what reading it gave}, read by a process with little memory."""
    folder = tmp_path_factory.mktemp("malformed")
    names = {}
    for index, (name, _filename, content) in enumerate(malformed.cases()):
        path = folder / str(index)
        path.write_bytes(content)
        assert name not in names.values(), f"two cases are called {name}"
        names[str(path)] = name
    child = subprocess.run(
        [sys.executable, "-c", _CHILD.format(memory=MEMORY), str(Path(__file__).parent)],
        input="\n".join(names),
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    found = [json.loads(line) for line in child.stdout.splitlines()]
    return {names[path]: outcome for path, *outcome in found}


def test_more_than_a_hundred_malformed_files_give_a_table_or_an_error_of_the_list(outcomes):
    assert len(outcomes) > 150
    for name, (code, *rest) in outcomes.items():
        assert code == "read" or set(rest[0]) == set(reading.ERRORS[code]), name


def test_every_row_that_is_read_has_as_many_cells_as_there_are_headers(outcomes):
    for name, (code, *rest) in outcomes.items():
        if code == "read":
            rows, widths, width = rest
            assert rows and widths == [width], name


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_that_cannot_be_read_says_why(outcomes, name):
    assert outcomes[name][0] == EXPECTED[name]


@pytest.mark.parametrize("name", READ)
def test_a_file_that_is_only_odd_is_read(outcomes, name):
    assert outcomes[name][:2] == ["read", READ[name]]


def test_a_file_larger_than_the_limit_is_refused_before_it_is_looked_at():
    with pytest.raises(reading.ReadError) as caught:
        reading.read_table(b"a;b\n" * 10, limits=reading.Limits(size=10))
    assert (caught.value.code, caught.value.details) == ("too_large", {"size": 40, "limit": 10})


@given(
    st.binary(max_size=2000),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b"NIF;"]),
)
def test_any_bytes_give_a_table_or_an_error_of_the_list(content, start):
    try:
        table = reading.read_table(start + content)
    except reading.ReadError as error:
        assert set(error.details) == set(reading.ERRORS[error.code])
    else:
        assert all(len(cells) == len(table.headers) for _number, cells in table.rows)


@given(
    st.sampled_from(["xlsx", "xls", "ods"]),
    st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=8),
)
def test_a_spreadsheet_with_wrong_bytes_gives_a_table_or_an_error_of_the_list(kind, changes):
    content = bytearray(_GOOD[kind])
    for position, byte in changes:
        content[position % len(content)] = byte
    try:
        reading.read_table(bytes(content))
    except reading.ReadError as error:
        assert set(error.details) == set(reading.ERRORS[error.code])


_GOOD = {
    "xlsx": spreadsheet_files.xlsx(),
    "xls": spreadsheet_files.xls(),
    "ods": spreadsheet_files.ods(
        spreadsheet_files.ods_row(["NIF", "Nombre"]) + spreadsheet_files.ods_row(["B58378431", "a"])
    ),
}


@given(st.dictionaries(st.sampled_from(sorted(headers.FIELDS)), st.text(max_size=60)))
def test_any_text_in_the_cells_is_cleaned_without_failing(cells):
    row = values.clean_row(cells)
    assert set(row.values) <= set(headers.FIELDS)
    assert all(note.code in values.NOTES for note in row.notes)
