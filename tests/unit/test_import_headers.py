"""Which column is what, in the shapes that Spanish programs and people give their files."""

from collections import Counter
from pathlib import Path

import pytest

from odoo.addons.despacho_crm_import.tools import headers, reading, synonyms

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real_companies_dev.csv"

#: program: {header: field}, as sources of each kind write them.
SHAPES = {
    "Holded": {
        "Fiscal name": "name", "Trade name": "trade_name", "Contact person": "contact_name", "NIF": "nif",
        "email": "email",
        "Phone": "phone", "Mobile": "mobile", "Address": "street", "Town": "city", "Postal code": "zip",
        "Province": "state",
        "Country": "country", "IBAN": "iban", "SWIFT": "", "Tags": "tags",
    },
    "FactuSol": {
        "CODCLI": "ref", "NIFCLI": "nif", "NOFCLI": "name", "NOCCLI": "trade_name", "DOMCLI": "street",
        "POBCLI": "city",
        "CPOCLI": "zip", "PROCLI": "state", "PAICLI": "country", "EMACLI": "email", "TELCLI": "phone",
    },
    "ContaPlus": {"cod": "ref", "titulo": "name", "nif": "nif", "domicilio": "street", "poblacion": "city",
    "codpostal": "zip"},
    "Sage": {"Código": "ref", "Nombre": "name", "CIF": "nif", "Dirección": "street", "Codpost": "zip",
    "Población": "city", "Teléfono": "phone"},
    "Outlook": {
        "Nombre": "first_name", "Segundo nombre": "", "Apellidos": "last_name", "Organización": "name",
        "Puesto": "function",
        "Calle del trabajo": "street", "Ciudad de trabajo": "city", "Provincia o estado de trabajo": "state",
        "Código postal del trabajo": "zip", "Teléfono del trabajo": "phone", "Teléfono móvil": "mobile",
        "Dirección de correo electrónico": "email", "Dirección de correo electrónico 2": "email2", "Categorías": "tags",
        "Notas": "notes",
    },
    "Google": {
        "First Name": "first_name", "Middle Name": "", "Last Name": "last_name", "Organization Name": "name",
        "Organization Title": "function", "E-mail 1 - Label": "", "E-mail 1 - Value": "email",
        "E-mail 2 - Value": "email2",
        "Phone 1 - Label": "", "Phone 1 - Value": "phone", "Phone 2 - Value": "mobile", "Address 1 - Street": "street",
        "Address 1 - City": "city", "Address 1 - Postal Code": "zip", "Website 1 - Value": "website", "Labels": "tags",
        "Notes": "notes", "Birthday": "",
    },
    "LinkedIn": {
        "First Name": "first_name", "Last Name": "last_name", "URL": "website", "Email Address": "email",
        "Company": "name",
        "Position": "function", "Connected On": "date",
    },
    "an agenda in Spanish": {
        "Empresa": "name", "Contacto": "contact_name", "Tlf.": "phone", "Móvil": "mobile", "Correo": "email",
        "C.P.": "zip",
        "Localidad": "city", "Observaciones": "notes",
    },
    "an agenda in Catalan": {
        "Raó social": "name", "Persona de contacte": "contact_name", "Telèfon": "phone", "Mòbil": "mobile",
        "Adreça": "street",
        "Codi postal": "zip", "Població": "city", "Província": "state", "Correu electrònic": "email",
        "Observacions": "notes",
        "Data d'alta": "date", "Treballadors": "employees", "Facturació": "turnover", "Activitat": "activity",
    },
    "qualified names": {
        "NIF del cliente": "nif", "Nombre o razón social": "name", "Teléfono cliente": "phone",
        "E-mail empresa": "email",
        "Dirección fiscal": "street", "Persona de contacto": "contact_name", "Nº empleados": "employees",
        "Cuenta bancaria (IBAN)": "iban", "Fecha de alta": "date", "Origen del contacto": "source",
    },
    "a person beside the company": {"Empresa": "name", "Nombre": "contact_name", "Cargo": "function"},
    "a trade name beside the fiscal one": {"Razón Social": "name", "Nombre comercial": "trade_name"},
}  # fmt: skip


NIFS = [["B58818501", "Uno"], ["B12345674", "Dos"], ["A58818501", "Tres"]]


def test_codes_that_are_all_nifs_are_the_nif_where_no_other_column_is():
    assert fields(["Código", "Nombre"], NIFS) == ["nif", "name"]
    assert fields(["Código", "Nombre"], [["430001", "Uno"], ["430002", "Dos"]]) == ["ref", "name"]
    rows = [[row[0], row[1], row[0]] for row in NIFS]
    assert fields(["Código", "Nombre", "NIF"], rows) == ["ref", "name", "nif"]
    assert fields(["Código NIF", "Nombre"]) == ["nif", "name"]


def test_of_one_column_for_each_year_the_last_is_the_one():
    assert fields(["NIF", "Nombre", "Ventas 2022", "Ventas 2024", "2023 Ventas"])[2:] == ["", "turnover", ""]


def fields(names, rows=(), profile=None):
    return [guess.field for guess in headers.guess_mapping(list(names), list(rows), profile)]


@pytest.mark.parametrize("program", SHAPES)
def test_the_columns_of_every_program_are_recognised(program):
    shape = SHAPES[program]
    assert dict(zip(shape, fields(shape), strict=True)) == shape


def test_the_real_export_is_mapped_without_a_mistake():
    table = reading.read_table(REAL.read_bytes(), REAL.name)
    assert (table.encoding, table.delimiter, table.header_row, len(table.rows)) == ("cp1252", ";", 1, 4015)
    guesses = headers.guess_mapping(table.headers, [row for _number, row in table.rows])
    assert [guess.field for guess in guesses] == ["nif", "name", "street", "zip", "city"]
    assert all(guess.confidence == 1 and guess.reason == "header" for guess in guesses)


def test_the_real_export_is_mapped_by_content_when_its_header_says_nothing():
    table = reading.read_table(REAL.read_bytes(), REAL.name)
    guesses = headers.guess_mapping(["a1", "b2", "c3", "d4", "e5"], [row for _number, row in table.rows])
    assert [guess.field for guess in guesses] == ["nif", "name", "street", "zip", "city"]
    assert {guess.reason for guess in guesses} == {"content"}


def test_columns_without_header_are_known_by_what_they_hold():
    rows = [
        ["B58378431", "Casa Puig, S.L.", "ana@casa.es", "931234567", "600112233", "08001", "Barcelona", "www.casa.es"],
        ["A28015865", "Otra, S.A.", "info@otra.com", "912345678", "611223344", "28013", "Madrid", "https://otra.com"],
        ["12345678Z", "Ana Vila", "ana@vila.cat", "972123456", "622334455", "17001", "Gerona", "vila.cat"],
    ]
    found = fields(["A", "B", "C", "D", "E", "F", "G", "H"], rows)
    assert found == ["nif", "name", "email", "phone", "mobile", "zip", "state", "website"]


def test_an_iban_and_dates_are_known_by_content_too():
    rows = [["ES9121000418450200051332", "2024-03-04"], ["ES7921000813610123456789", "31/12/2023"]]
    assert fields(["x", "y"], rows) == ["iban", "date"]


def test_a_header_that_lies_is_corrected_by_the_content():
    rows = [["ana@casa.es", "931234567"], ["b@c.com", "912345678"]] * 5
    assert fields(["Teléfono", "Correo"], rows) == ["email", "phone"]


def test_a_field_goes_to_one_column_only():
    for names in (
        ["Teléfono", "Tel.", "Tlf"],
        ["E-mail", "Correo", "Mail"],
        ["NIF", "CIF"],
        ["Nombre", "Cliente", "Empresa"],
    ):
        counts = Counter(field for field in fields(names) if field)
        assert max(counts.values()) == 1, names


def test_second_phones_and_mails_go_to_the_second_fields():
    assert fields(["Teléfono", "Teléfono (2)", "E-mail", "E-mail (2)"]) == ["phone", "mobile", "email", "email2"]


def test_what_a_person_confirmed_before_wins():
    profile = {headers.header_key("Razón Social"): "trade_name", headers.header_key("Zona 3"): ""}
    guesses = headers.guess_mapping(["RAZON SOCIAL:", "Zona 3", "NIF"], [], profile)
    assert [(guess.field, guess.reason) for guess in guesses] == [
        ("trade_name", "profile"),
        ("", "profile"),
        ("nif", "header"),
    ]


def test_headers_that_differ_in_case_accents_and_signs_are_one():
    assert headers.header_key("Razón  Social:") == headers.header_key("RAZON_SOCIAL") == "razon social"


def test_no_header_means_two_fields_for_certain():
    seen = {}
    for field, phrases in synonyms.EXACT.items():
        for phrase in phrases.split(";"):
            phrase = " ".join(phrase.split())
            assert seen.setdefault(phrase, field) == field, phrase
            assert phrase == headers.header_key(phrase), phrase
            assert phrase not in synonyms.AMBIGUOUS, phrase
    assert set(synonyms.EXACT) <= {*headers.FIELDS, ""}
    assert {field for fields in synonyms.AMBIGUOUS.values() for field in fields} <= set(headers.FIELDS)


def test_every_field_has_a_label():
    assert all(field.label and field.name == name for name, field in headers.FIELDS.items())


def test_the_figures_of_a_year_are_no_postcodes_nor_phones():
    rows = [["B12345674", "4024", "600100200"], ["A28015865", "6024", "600100300"], ["A08015497", "8024", "911100400"]]
    for titles, fields in (
        (["NIF", "Neto zz 2024", "Neto zz 2025"], ["nif", "", ""]),
        (["NIF", "Neto zz", "Otro zz"], ["nif", "zip", "phone"]),
    ):
        assert [guess.field for guess in headers.guess_mapping(titles, rows)] == fields
