"""Files of each program, recognised by their shape and brought to the same values. All data are invented."""

import sys
from pathlib import Path

import pytest

from odoo.addons.despacho_crm.tools import nif
from odoo.addons.despacho_crm_import.tools import headers, profiles, reading, values
from odoo.addons.despacho_crm_import.tools.verdict import SOURCES, decide

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import import_shapes


def brought(name):
    """Return ``(profile or None, [values.Row])`` of the file of ``import_shapes`` named so."""
    filename, content = import_shapes.SHAPES[name]
    table = reading.read_table(content, filename)
    found = profiles.recognise(table, filename)
    sample = [cells for _number, cells in table.rows]
    guesses = headers.guess_mapping(table.headers, sample, shape=found and found.fields)
    context = found.profile.context if found else None
    rows = []
    for cells in sample:
        given = {}
        for guess in guesses:
            if guess.field and cells[guess.index]:
                given[guess.field] = import_shapes.join(guess.field, given.get(guess.field), cells[guess.index])
        rows.append(values.clean_row(given, context))
    return found and found.profile, rows


@pytest.mark.parametrize("name", import_shapes.SHAPES)
def test_a_file_is_recognised_as_of_the_program_that_wrote_it(name):
    profile, _rows = brought(name)
    assert (profile.code if profile else "") == import_shapes.EXPECTED[name][0]
    assert profile is None or profile.source in SOURCES


@pytest.mark.parametrize("name", import_shapes.SHAPES)
def test_every_program_brings_the_same_values(name):
    _profile, rows = brought(name)
    for row, wanted in zip(rows, import_shapes.EXPECTED[name][1], strict=True):
        assert {field: row.values.get(field) for field in wanted} == wanted


@pytest.mark.parametrize("name", import_shapes.SHAPES)
def test_what_was_repaired_is_told(name):
    _profile, rows = brought(name)
    told = {note.code for row in rows for note in row.notes}
    assert told >= import_shapes.EXPECTED[name][2]


def test_an_account_that_is_nobody_s_is_rejected_and_says_so():
    _profile, rows = brought("ContaPlus")
    verdicts = [decide(row, {}, "billing") for row in rows]
    assert [(one.kind, one.reason) for one in verdicts][-1] == ("rejected", "ledger_account")
    assert all(one.creates for one in verdicts[:-1])


def test_a_list_of_any_codes_is_no_list_of_accounts():
    table = reading.read_table(b"Codigo;Nombre;NIF\n1;Uno SL;B58378431\n2;Dos SL;A28015865\n")
    assert profiles.recognise(table) is None


def test_a_list_without_titles_is_contasol_s_by_its_name_only():
    filename, content = import_shapes.SHAPES["ContaSol"]
    table = reading.read_table(content)
    assert profiles.recognise(table, filename).profile.code == "contasol"
    assert profiles.recognise(table, "agenda.xlsx") is None


def test_what_a_person_corrected_goes_before_what_is_known_of_the_program():
    filename, content = import_shapes.SHAPES["FactuSol"]
    table = reading.read_table(content, filename)
    shape = profiles.recognise(table).fields
    guesses = headers.guess_mapping(table.headers, [], {"noccli": "notes"}, shape)
    said = {guess.header: (guess.field, guess.reason) for guess in guesses}
    assert said["NOCCLI"] == ("notes", "profile")
    assert said["NOFCLI"] == ("name", "shape")


def test_every_column_of_every_profile_is_a_field_and_every_need_one_of_its_columns():
    for profile in profiles.PROFILES.values():
        assert set(profile.columns.values()) <= {*headers.FIELDS, ""}
        assert all(key == headers.header_key(key) for key in profile.columns)
        for group in profile.needs:
            assert group <= set(profile.columns), profile.code


def test_the_cells_of_a_file_are_cleaned_as_its_program_and_its_kind_ask():
    assert profiles.context_of(False, False) == profiles.context_of("", "csv") == values.Context()
    assert profiles.context_of("", "xlsx") == values.Context(point=True)
    assert profiles.context_of("contaplus", "xls") == values.Context(ledger=True, point=True)
    assert profiles.context_of("holded", "csv") == profiles.PROFILES["holded"].context


def test_the_same_file_with_its_columns_in_another_order_is_recognised():
    for name in ("Holded", "FactuSol", "Google", "Outlook in Spanish"):
        _filename, content = import_shapes.SHAPES[name]
        table = reading.read_table(content)
        turned = table._replace(
            headers=table.headers[::-1], rows=[(number, cells[::-1]) for number, cells in table.rows]
        )
        assert profiles.recognise(turned).profile.code == import_shapes.EXPECTED[name][0]


def test_the_letter_of_a_nif_that_became_a_number_comes_back_where_it_can_be_known():
    dni, company = nif.make_spanish("", "01234567"), nif.make_spanish("B", "7100001")
    row = values.clean_row({"nif": "1234567", "name": "Ana Puig Vila"})
    assert (row.values["nif"], row.notes) == (dni, [values.Note("nif_completed", "nif", "1234567", dni)])
    assert values.clean_row({"nif": company[1:] + ".0", "name": "Casa, S.L."}).values["nif"] == company
    for cells in (
        {"nif": "1234567", "name": "Talleres Ona"},  # a person's or a company's?
        {"nif": "71000019", "name": "Casa, S.L."},  # its last digit is not the right one
        {"nif": company[1:], "name": "Casa GmbH"},
        {"nif": "1234567", "name": "Ana Puig Vila", "country": "Portugal"},
    ):
        assert "nif" not in values.clean_row(cells).values
    assert values.has_nif({"nif": "1234567", "name": "Ana Puig Vila"})
    assert not values.has_nif({"nif": "1234567"})
