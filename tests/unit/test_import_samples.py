"""The sample files: read, mapped and cleaned; they meet one another and the demo world."""

import datetime
from collections import Counter
from pathlib import Path

import pytest

from odoo.addons.despacho_crm.demo import world
from odoo.addons.despacho_crm.tools import nif
from odoo.addons.despacho_crm_import.demo import make_samples
from odoo.addons.despacho_crm_import.tools import headers, reading, values
from odoo.addons.despacho_crm_import.tools.keys import name_key

FOLDER = Path(make_samples.__file__).parent
#: name: kind, encoding, separator, row of the header, rows, what is told at least once.
FILES = {
    "facturacion_programa.csv": ("csv", "cp1252", ";", 1, 65, {"nif_cleaned"}),
    "facturacion_delegacion.xls": ("xls", "", "", 1, 40, {"zip_zero_restored", "state_from_zip"}),
    "crm_anterior.csv": ("csv", "utf-8", ",", 1, 35, {"nif_cleaned"}),
    "agenda_fiscal.xlsx": (
        "xlsx",
        "",
        "",
        4,
        45,
        {"phone_split", "phone_text", "zip_zero_restored", "state_normalised"},
    ),
    "agenda_laboral.ods": ("ods", "", "", 1, 45, {"nif_invalid", "zip_zero_restored", "email_cleaned"}),
    "agenda_outlook.csv": ("csv", "utf-8-sig", ",", 1, 40, {"state_normalised"}),
    "listado_comprado.txt": ("csv", "cp850", "\t", 1, 65, {"zip_zero_restored", "state_normalised"}),
}


def table(name):
    return reading.read_table((FOLDER / name).read_bytes(), name)


def cleaned(name):
    found = table(name)
    guesses = [guess for guess in headers.guess_mapping(found.headers, [row for _n, row in found.rows]) if guess.field]
    return [values.clean_row({guess.field: row[guess.index] for guess in guesses}) for _number, row in found.rows]


@pytest.mark.parametrize("name", FILES)
def test_a_sample_file_is_read_as_it_was_made(name):
    kind, encoding, delimiter, header_row, rows, _told = FILES[name]
    found = table(name)
    assert (found.kind, found.encoding, found.delimiter, found.header_row, len(found.rows)) == (
        kind, encoding, delimiter, header_row, rows,
    )  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_every_column_of_a_sample_file_is_recognised_by_its_header(name):
    found = table(name)
    guesses = headers.guess_mapping(found.headers, [row for _number, row in found.rows])
    assert [guess.header for guess in guesses if not guess.field] == (["Segundo nombre"] if "outlook" in name else [])


@pytest.mark.parametrize("name", FILES)
def test_what_is_cleaned_in_a_sample_file_is_told(name):
    told = {note.code for row in cleaned(name) for note in row.notes}
    assert told >= FILES[name][-1]
    assert not told & {
        "phone_invalid",
        "zip_invalid",
        "state_unknown",
        "country_unknown",
        "number_invalid",
        "date_invalid",
    }


def test_the_files_are_made_the_same_every_time():
    first, second = make_samples.make_all(), make_samples.make_all()
    assert set(first) == set(second) == set(FILES)
    for name in FILES:
        assert reading.read_table(first[name], name) == reading.read_table(second[name], name)


def test_some_companies_of_the_files_are_clients_of_the_demo_world():
    """Fails when the demo world has changed: then make the files again."""
    clients = {client.vat for client in world.build(datetime.date(2026, 9, 1)).clients}
    assert len(clients & {row.values.get("nif") for row in cleaned("facturacion_programa.csv")}) == 25


def test_billing_has_a_valid_nif_in_every_row_and_some_twice():
    keys = [row.values["nif"] for row in cleaned("facturacion_delegacion.xls")]
    assert all(nif.parse(key).valid for key in keys)
    assert sorted(Counter(keys).values())[-3:] == [1, 2, 2]


def test_the_files_have_companies_in_common():
    nifs = {name: {row.values.get("nif") for row in cleaned(name)} - {None} for name in FILES}
    names = {name: {name_key(row.values["name"]) for row in cleaned(name)} for name in FILES}
    assert len(nifs["facturacion_programa.csv"] & nifs["facturacion_delegacion.xls"]) >= 10
    assert len(names["facturacion_programa.csv"] & names["agenda_fiscal.xlsx"]) >= 20
    assert len(names["crm_anterior.csv"] & names["agenda_outlook.csv"]) >= 3


def test_an_agenda_row_gives_province_postcode_and_both_phones():
    rows = cleaned("agenda_fiscal.xlsx")
    assert all(row.values["state"] and len(row.values["zip"]) == 5 for row in rows)
    assert sum("mobile" in row.values for row in rows) >= 10
    assert not any(row.nif_written for row in rows)
