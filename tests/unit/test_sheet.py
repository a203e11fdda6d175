"""The sections of a sheet as plain data: what has no content is left out."""

import pytest

from odoo.addons.despacho_crm.tools.sheet import SHORT, Facts, Prose, Sheet, Table


@pytest.mark.parametrize(
    "section", [Facts("T", []), Facts("T", [("Teléfono", False)]), Table("T", [("A", "start")], []), Prose("T", "")]
)
def test_a_section_without_content_is_left_out(section):
    sheet = Sheet(record=1, label="Ficha", name="Nova", summary="", facts=[section, None], sections=[section, None])
    assert not section
    assert (sheet.facts, sheet.sections) == ([], [])


def test_facts_without_value_are_dropped():
    facts = Facts("T", [("Teléfono", "972"), ("Web", None), ("Correo", "")])
    assert facts.pairs == [("Teléfono", "972")]


def test_a_column_in_which_nobody_has_anything_is_dropped_with_its_header():
    table = Table("T", [("A", "start"), ("B", "end"), ("C", "start")], [("1", "", ""), ("2", "", "x")])
    assert table.headers == [("A", "start"), ("C", "start")]
    assert table.rows == [("1", ""), ("2", "x")]


def test_a_table_of_nothing_but_blanks_is_left_out():
    assert not Table("T", [("A", "start")], [("",), ("",)])


def test_only_short_tables_ask_to_stay_on_one_page():
    assert Table("T", [("A", "start")], [("x",)] * SHORT).is_short
    assert not Table("T", [("A", "start")], [("x",)] * (SHORT + 1)).is_short
