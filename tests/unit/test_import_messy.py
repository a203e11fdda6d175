"""Files as they lie on the desks of firms are understood without a correction."""

import sys
from pathlib import Path

import pytest

from odoo.addons.despacho_crm_import.tools import bundle, headers, profiles, reading, values
from odoo.addons.despacho_crm_import.tools.verdict import decide

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import import_shapes
import messy


def understood(file):
    """Return ``({title: field}, [values.Row])`` of a file, as the import proposes it."""
    table = reading.read_table(file.content, file.filename)
    found = profiles.recognise(table, file.filename)
    rows = [cells for _number, cells in table.rows]
    guesses = headers.guess_mapping(table.headers, rows, shape=found and found.fields)
    cleaned = []
    for cells in rows:
        given = {}
        for guess in guesses:
            if guess.field and cells[guess.index]:
                given[guess.field] = import_shapes.join(guess.field, given.get(guess.field), cells[guess.index])
        cleaned.append(values.clean_row(given, found.profile.context if found else None))
    return {guess.header: guess.field for guess in guesses}, cleaned


@pytest.mark.parametrize("name", messy.FILES)
def test_the_columns_of_a_real_file_are_recognised(name):
    found, _rows = understood(messy.FILES[name])
    assert {title: found.get(title) for title in messy.FILES[name].columns} == messy.FILES[name].columns


@pytest.mark.parametrize("name", messy.FILES)
def test_the_values_of_a_real_file_are_those_that_a_person_would_read(name):
    _columns, rows = understood(messy.FILES[name])
    for place, wanted in messy.FILES[name].rows.items():
        if wanted:
            assert {field: rows[place].values.get(field) for field in wanted} == wanted, place
        else:
            assert decide(rows[place], {}, "agenda").kind == "rejected", place


@pytest.mark.parametrize("name", messy.FILES)
def test_nothing_of_a_real_file_is_changed_without_a_note(name):
    _columns, rows = understood(messy.FILES[name])
    for row in rows:
        assert all(note.code in values.NOTES for note in row.notes)
        if "nif" in row.values and row.nif_written not in ("", row.values["nif"]):
            assert {"nif_cleaned", "nif_completed"} & {note.code for note in row.notes}


def test_there_are_files_of_every_kind():
    kinds = {reading.read_table(file.content, file.filename).kind for file in messy.FILES.values()}
    assert len(messy.FILES) >= 40
    assert kinds == {"csv", "xlsx", "xls", "ods", "html", "vcard"}
    assert any(bundle.is_bundle(file.content) for file in messy.FILES.values())


def test_a_nif_is_found_beside_the_name_only_when_it_is_one():
    row = values.clean_row({"name": "Talleres 24 SL"})
    assert "nif" not in row.values
    assert not values.find_nif({"name": "Expediente 12345678"})
    # A valid number that belongs to a word is none.
    assert not values.find_nif({"name": "REFB58378431X"})


def test_whoever_is_called_total_and_has_anything_else_is_somebody():
    for cells in ({"name": "Total", "phone": "931234567"}, {"name": "Total Clean SL"}, {"name": "Totana"}):
        assert values.clean_row(cells).values["name"] == cells["name"]
    for name in ("TOTAL", "Total general:", "Subtotal 1.234,50 €", "Página 3 de 7", "Suma y sigue", "TOTALES"):
        row = values.clean_row({"name": name, "turnover": "12,5"})
        assert (row.values, row.notes[0].code) == ({"notes": name}, "totals_row")
        assert (decide(row, {}, "billing").kind, decide(row, {}, "billing").reason) == ("rejected", "totals_row")


def test_the_only_e_mail_among_the_notes_is_that_of_the_contact():
    row = values.clean_row({"name": "Bar Pepe", "notes": "llamar tarde, PEPE@bar.example"})
    assert row.values["email"] == "pepe@bar.example"
    assert row.values["notes"] == "llamar tarde, PEPE@bar.example"
    assert [note.code for note in row.notes] == ["email_from_notes"]
    for cells in (
        {"name": "Bar", "notes": "a@b.example y c@d.example"},
        {"name": "Bar", "email": "mal", "notes": "a@b.example"},
    ):
        assert "email" not in values.clean_row(cells).values
    assert values.clean_row({"name": "Bar", "email": "x@y.example", "notes": "a@b.example"}).values["email"] == (
        "x@y.example"
    )
