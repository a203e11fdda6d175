"""Lists that Odoo wrote, and workbooks to fill in: what is told of them without a base."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools import countries, exported, reading, template
from odoo.addons.despacho_crm_import.tools.headers import header_key


@pytest.mark.parametrize(
    ("headers", "filename", "wanted"),
    [
        (["id", "name", "state_id/id"], "x.csv", True),
        (["ID externo", "Nombre"], "x.csv", True),
        (["Nombre", "Teléfono"], "Contacto (res.partner).xlsx", True),
        (["Nombre", "Provincia/Nombre de la provincia"], "", True),
        (["NIF", "Nombre", "Teléfono"], "clientes (2).csv", False),
        (["NIF", "Nombre"], "listado (2026.10).csv", False),
    ],
)
def test_only_what_looks_exported_is_asked_about(headers, filename, wanted):
    assert exported.may_be(headers, filename) is wanted


@pytest.mark.parametrize(
    ("cell", "values", "is_book", "wanted"),
    [
        ("", [False], False, True),
        ("", ["algo"], False, False),
        ("True", [True], False, True),
        ("true", [True], True, True),
        ("false", [True], True, False),
        ("1.5", [1.5], False, True),
        ("1,5", [1.5], True, True),
        ("12", [12.0], True, True),
        ("'+34 931", ["+34 931"], False, True),
        ("uno dos", ["uno\r\n dos "], True, True),
        ("0", ["=1+1"], True, True),
        ("0", ["=1+1"], False, False),
        ("a,b", ["a, b", "a,b"], False, True),
    ],
)
def test_a_cell_says_what_odoo_wrote_of_a_value(cell, values, is_book, wanted):
    assert exported.says(cell, values, is_book) is wanted


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=30).filter(str.isprintable)
)
def test_any_text_that_was_written_and_read_is_what_it_was(text):
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows([["id", "x"], ["1", text]])
    table = reading.read_table(buffer.getvalue().encode(), delimiter=",", encoding="utf-8", header_row=1)
    assert exported.says(dict(zip(table.headers, table.rows[0][1], strict=True)).get("x", ""), [text])


def test_the_lines_of_one_record_are_joined():
    rows = [(2, ["A", "x", "vip"]), (3, ["", "", "old"]), (4, ["B", "", ""]), (5, ["", "", ""])]
    assert list(exported.joined_lines(rows, [2], [0, 1]))[0] == (2, ["A", "x", "vip, old"])
    assert [number for number, __ in exported.joined_lines(rows, [2], [0, 1])] == [2, 4]
    assert list(exported.joined_lines(rows, [], [0, 1, 2])) == rows


def test_the_headings_of_groups_are_told():
    assert exported.is_group(["Madrid (12)", "", "1200"])
    assert not exported.is_group(["Madrid (12)", "Ana", ""])
    assert not exported.is_group(["Madrid", "", ""])
    assert not exported.is_group(["", "", ""])


WORDS = template.Words("es", "Contactos", "Plantilla", ["Uno."], ["Columna", "Qué", "Ejemplo", "¿?"], "No", "No")
TITLES = st.lists(
    st.text(st.sampled_from("abcñé =+@-.()"), min_size=2, max_size=20).filter(header_key), min_size=2, max_size=8,
    unique_by=header_key,
)  # fmt: skip


@given(TITLES, st.lists(st.text(st.sampled_from("abc=+-@1 "), max_size=8), max_size=5))
def test_whatever_the_titles_and_the_lists_no_cell_calculates_and_the_titles_come_back(titles, choices):
    columns = [template.Column(title, examples=("uno", "dos"), choices=choices, is_name=not place)
               for place, title in enumerate(titles)]  # fmt: skip
    content = template.build(columns, WORDS)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    table = reading.read_table(content, header_row=1)
    assert [header_key(header) for header in table.headers] == [header_key(title) for title in titles]
    assert template.without_examples(table.rows) == {2, 3}
    assert table.sheets == ["Contactos", "Cómo rellenarla"]
    assert template.is_help_sheet(table.sheets[1])


@pytest.mark.parametrize("language", ["es", "ca", "en"])
def test_every_country_offered_is_understood(language):
    names = countries.country_names(language)
    assert len(names) > 200
    assert all(countries.find_country(name) for name in names)
