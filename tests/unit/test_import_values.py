"""Cells cleaned, and every change told."""

from pathlib import Path

import pytest

from odoo.addons.despacho_crm.tools import mojibake, nif
from odoo.addons.despacho_crm_import.tools import cells, countries, headers, reading, values

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real_companies_dev.csv"


def clean(**row):
    return values.clean_row(row)


def codes(row):
    return [note.code for note in row.notes]


def test_a_clean_row_stays_as_it_is_and_nothing_is_noted():
    row = clean(
        nif="B58378431", name="Casa Puig, S.L.", zip="08001", state="Barcelona", city="Barcelona", phone="931234567",
        mobile="600112233", email="ana@casa.es", website="www.casa.es", street="C/ Mayor, 3",
    )  # fmt: skip
    assert row.notes == []
    assert row.values == {
        "nif": "B58378431", "name": "Casa Puig, S.L.", "zip": "08001", "state": "B", "city": "Barcelona",
        "phone": "+34 931 23 45 67", "mobile": "+34 600 11 22 33", "email": "ana@casa.es", "website": "www.casa.es",
        "street": "C/ Mayor, 3", "kind": "company",
    }  # fmt: skip


@pytest.mark.parametrize("written", ["b-58.378.431", "ESB58378431", "B 58378431", "NIF: B58378431"])
def test_a_nif_in_any_spelling_is_cleaned_and_told(written):
    row = clean(nif=written, name="x y")
    assert row.values["nif"] == "B58378431"
    assert values.Note("nif_cleaned", "nif", written, "B58378431") in row.notes


def test_an_invalid_nif_is_kept_in_the_notes_with_its_reason():
    row = clean(nif="B58378432", name="Casa")
    assert "nif" not in row.values
    assert (row.nif_written, row.nif_error, row.values["notes"]) == ("B58378432", "control", "NIF B58378432")
    assert codes(row) == ["nif_invalid"]


def test_letters_where_a_number_should_be_are_an_invalid_nif_and_a_blank_is_missing():
    assert clean(nif="solicitado", name="Casa").nif_error == "format"
    assert clean(nif="no tiene", name="Casa").nif_error == ""


def test_a_nif_that_became_a_number_keeps_its_zero():
    key = nif.make_spanish("", "01234567")
    assert clean(nif=key[1:], name="x").values["nif"] == key


@pytest.mark.parametrize(("written", "clean_zip"), [("3801", "03801"), ("8001.0", "08001"), ("8001", "08001")])
def test_the_zero_that_a_spreadsheet_took_from_a_postcode_comes_back(written, clean_zip):
    row = clean(zip=written, name="x")
    assert row.values["zip"] == clean_zip
    assert "zip_zero_restored" in codes(row)


def test_words_around_a_postcode_are_taken_away_and_told():
    assert clean(zip="E-08001").values["zip"] == clean(zip="08001 BCN").values["zip"] == "08001"
    assert codes(clean(zip="E-08001", state="Barcelona")) == ["zip_cleaned"]


def test_a_postcode_of_no_province_is_kept_in_the_notes():
    row = clean(zip="99999", name="x")
    assert "zip" not in row.values
    assert (codes(row), row.values["notes"]) == (["zip_invalid"], "99999")


def test_a_foreign_postcode_is_left_alone():
    assert clean(zip="1000-205", country="Portugal", name="x").values["zip"] == "1000-205"


def test_a_postcode_before_the_town_is_told_apart():
    row = clean(city="08001 Barcelona", name="x")
    assert (row.values["zip"], row.values["city"], row.values["state"]) == ("08001", "Barcelona", "B")
    assert codes(row) == ["zip_from_city", "state_from_zip"]


def test_a_province_by_a_former_name_is_found_and_told():
    row = clean(state="Gerona", name="x")
    assert row.values["state"] == "GI"
    assert row.notes == [values.Note("state_normalised", "state", "Gerona", "Girona")]


def test_a_province_that_does_not_agree_with_the_postcode_stays_and_is_told():
    row = clean(state="Madrid", zip="08001", name="x")
    assert row.values["state"] == "M"
    assert row.notes == [values.Note("state_zip_mismatch", "state", "Madrid", "Barcelona")]


def test_an_unknown_province_is_kept_and_the_postcode_decides():
    row = clean(state="Baix Llobregat", zip="08820", name="x")
    assert (row.values["state"], row.values["notes"]) == ("B", "Baix Llobregat")


def test_two_phones_in_a_cell_go_to_phone_and_mobile_and_the_third_to_the_notes():
    row = clean(phone="93 123 45 67 / 600 11 22 33 / 931234568", name="x")
    assert (row.values["phone"], row.values["mobile"]) == ("+34 931 23 45 67", "+34 600 11 22 33")
    assert row.values["notes"] == "+34 931 23 45 68"
    assert codes(row) == ["phone_split"]


def test_the_name_beside_a_phone_is_kept():
    row = clean(phone="671234567 Ana", name="x")
    assert (row.values["phone"], row.values["notes"]) == ("+34 671 23 45 67", "671234567 Ana")
    assert codes(row) == ["phone_text"]


def test_a_mobile_and_a_landline_in_each_others_column_change_places_and_it_is_told():
    row = clean(phone="600112233", mobile="931234567", name="x")
    assert (row.values["phone"], row.values["mobile"]) == ("+34 931 23 45 67", "+34 600 11 22 33")
    assert codes(row) == ["phone_moved"]


def test_one_mobile_stays_in_the_column_where_it_was():
    assert clean(mobile="600112233").values == {"mobile": "+34 600 11 22 33"}
    assert clean(phone="600112233").values == {"phone": "+34 600 11 22 33"}
    assert clean(phone="600112233", mobile="600112233").values == {"phone": "+34 600 11 22 33"}


def test_what_is_no_phone_is_kept_in_the_notes():
    row = clean(phone="llamar tardes", name="x")
    assert (row.values["notes"], codes(row)) == ("llamar tardes", ["phone_invalid"])


def test_several_mails_in_a_cell_are_shared_out():
    row = clean(email="Ana@Casa.es; info@casa.es, otra@casa.es", name="x")
    assert (row.values["email"], row.values["email2"], row.values["notes"]) == (
        "ana@casa.es",
        "info@casa.es",
        "otra@casa.es",
    )
    assert codes(row) == ["email_split"]


@pytest.mark.parametrize(
    "written", ["pedir a Ana", "ana@", "@casa.es", "ana@casa", "ana@@casa.es", "añá@casa.es", "juan@gmail,com"]
)
def test_what_is_no_mail_is_kept_in_the_notes(written):
    row = clean(email=written, name="x")
    assert "email" not in row.values
    assert (row.values["notes"], codes(row)) == (written, ["email_invalid"])


@pytest.mark.parametrize(
    "word", ["-", "--", "no tiene", "N/A", "n/d", "Sin datos", "PENDIENTE", "0", "xxx", "NULL", "no consta", "#N/A"]
)
def test_what_people_write_for_nothing_is_nothing_and_is_told(word):
    row = clean(email=word, phone=word, zip=word, name="Casa")
    assert row.values == {"name": "Casa"}
    assert codes(row) == ["placeholder_dropped"] * 3


@pytest.mark.parametrize(
    ("field", "text"), [("name", "NA"), ("name", "Nada"), ("street", "S/N"), ("city", "Sax"), ("name", "X")]
)
def test_what_may_be_somebodys_name_is_not_taken_for_nothing(field, text):
    assert clean(**{field: text}).values[field] == text


def test_first_and_last_name_are_a_person_and_beside_a_company_its_contact():
    row = clean(first_name="Ana", last_name="Puig Vila")
    assert (row.values["name"], row.values["kind"], codes(row)) == ("Ana Puig Vila", "person", ["name_joined"])
    row = clean(first_name="Ana", last_name="Puig Vila", name="Casa")
    assert (row.values["name"], row.values["contact_name"], row.values["kind"]) == ("Casa", "Ana Puig Vila", "company")


def test_a_row_without_name_takes_the_trade_name_or_the_contact_and_tells():
    assert codes(clean(trade_name="Bar Pepe")) == ["name_from_trade_name"]
    row = clean(contact_name="Ana Puig")
    assert (row.values["name"], row.values["kind"], codes(row)) == ("Ana Puig", "person", ["name_from_contact"])


def test_the_kind_comes_from_the_nif_the_column_or_the_legal_form():
    assert clean(nif="12345678Z", name="Ana, S.L.").values["kind"] == "person"
    assert clean(name="Casa", kind="Persona jurídica").values["kind"] == "company"
    assert clean(name="Ana", kind="Física").values["kind"] == "person"
    assert clean(name="Casa Puig SL").values["kind"] == "company"
    assert "kind" not in clean(name="Casa Puig").values


def test_numbers_dates_accounts_and_tags():
    row = clean(
        name="x", employees="12", turnover="1.234.567,89 €", date="31/12/2023", iban="ES91 2100 0418 4502 0005 1332",
        tags="vip; asesoría,vip", country="Spain",
    )  # fmt: skip
    assert row.values == {
        "name": "x", "employees": 12, "turnover": 1234567.89, "date": "2023-12-31", "iban": "ES9121000418450200051332",
        "tags": ["vip", "asesoría"], "country": "ES",
    }  # fmt: skip
    assert row.notes == []


def test_an_account_as_it_was_before_the_iban_becomes_one():
    assert cells.read_iban("2100 0418 45 0200051332") == "ES9121000418450200051332"
    assert cells.read_iban("ES91 2100 0418 4502 0005 1333") == cells.read_iban("2100 0418 46 0200051332") == ""
    assert cells.read_iban("FR14 2004 1010 0505 0001 3M02 606") == "FR1420041010050500013M02606"


def test_wrong_numbers_dates_accounts_and_countries_are_kept_in_the_notes():
    row = clean(
        name="x", employees="bastantes", turnover="mucho", date="ayer", iban="ES00 1", website="no sé", country="Narnia"
    )
    assert row.values == {"name": "x", "notes": "Narnia\nno sé\nES00 1\nbastantes\nmucho\nayer"}


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.234.567,89", 1234567.89), ("1,5 M€", 1_500_000), ("12.000", 12_000), ("1,234,567.89", 1234567.89), ("0,5",
    0.5),
     ("3.500.000", 3_500_000), ("300k", 300_000), ("2 millones", 2_000_000), ("abc", None), ("1.2.3,4,5", None)],
)  # fmt: skip
def test_numbers_are_read_as_spaniards_write_them(text, number):
    assert cells.read_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("1234.567", 1234.567), ("12.125", 12.125), ("1234.5", 1234.5), ("0.125", 0.125), ("-1.125", -1.125), ("12", 12),
     ("12.500", 12_500), ("1.234 €", 1_234), ("1.234.567", 1_234_567), ("1.234,5", 1_234.5), ("1,234", 1_234),
     ("1,5 M€", 1_500_000), ("12.125k", 12_125), ("abc", None)],
)  # fmt: skip
def test_a_number_of_a_workbook_has_its_decimals_and_what_was_written_in_one_is_read_as_ever(text, number):
    assert cells.read_number(text, point=True) == number


def test_the_figures_of_a_row_of_a_workbook_have_their_decimals_to_the_cents_that_the_base_keeps():
    told = {"name": "x", "employees": "12.125", "turnover": "1234.567", "expected_revenue": "1500.125"}
    of_book = values.clean_row(told, values.Context(point=True)).values
    assert of_book == {"name": "x", "employees": 12, "turnover": 1234.57, "expected_revenue": 1500.12}
    assert clean(**told).values == {
        "name": "x", "employees": 12_125, "turnover": 1_234_567, "expected_revenue": 1_500_125
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "date"),
    [("2024-03-04", "2024-03-04"), ("4/3/24", "2024-03-04"), ("04.03.1998", "1998-03-04"), ("01 Sep 2026",
    "2026-09-01"),
     ("1 de enero de 2026", "2026-01-01"), ("12 de setembre de 2020", "2020-09-12"), ("45000", "2023-03-15"),
     ("31/02/2020", ""), ("hoy", ""), ("31-12-85", "1985-12-31")],
)  # fmt: skip
def test_dates_are_read_in_every_form(text, date):
    assert cells.read_date(text) == date


@pytest.mark.parametrize(
    ("spoiled", "right"),
    [("MUÃ‘OZ", "MUÑOZ"), ("ESPAÐA", "ESPAÑA"), ("ASOCIACIËN", "ASOCIACIÓN"), ("Mu±oz", "Muñoz"), ("MarÝa", "María"),
     ("JosÚ", "José"), ("GonzÃ¡lez", "González"), ("ESPA¥A", "ESPAÑA"), ("Gonz├ílez", "González"), ("IÃ±aki", "Iñaki"),
     ("MÃ³nica LÃ³pez", "Mónica López"), ("GARC═A", "GARCÍA")],
)  # fmt: skip
def test_spoiled_letters_are_put_right_and_told(spoiled, right):
    row = clean(name=spoiled)
    assert row.values["name"] == right
    assert values.Note("mojibake_repaired", "name", spoiled, right) in row.notes


@pytest.mark.parametrize(
    "text", ["CITROËN", "Strauß", "São Paulo", "C/ Mayor nº 3", "L'Hospitalet", "Façana Güell", "Ångström", "5 £"]
)
def test_right_letters_are_left_alone(text):
    assert mojibake.repair(text) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("España", "ES"),
        ("Espanya", "ES"),
        ("SPAIN", "ES"),
        ("724", "ES"),
        ("Països Baixos", "NL"),
        ("UK", "GB"),
        ("EE.UU.", "US"),
        ("x", ""),
    ],
)
def test_countries_by_the_names_that_files_use(text, code):
    assert countries.find_country(text) == code


def test_cleaning_what_is_clean_changes_nothing():
    row = clean(
        nif="es-b58378431",
        name="MUÃ‘OZ",
        zip="3801",
        state="Alicante",
        phone="965123456 / 600112233",
        email="A@B.es;c@d.es",
    )
    again = values.clean_row(row.values)
    assert again.values == row.values
    assert codes(again) == []


def test_every_change_in_the_real_export_is_told_and_no_value_is_lost():
    table = reading.read_table(REAL.read_bytes())
    guesses = headers.guess_mapping(table.headers, [row for _number, row in table.rows])
    for number, row in table.rows:
        given = {guess.field: row[guess.index] for guess in guesses}
        cleaned = values.clean_row(given)
        told = {note.field for note in cleaned.notes}
        for field in ("nif", "name", "street", "zip", "city"):
            same = cleaned.values.get(field, "") == " ".join(given[field].split())
            assert same or field in told, (number, field, given[field])


def test_one_cell_alone():
    assert values.clean("zip", "8001") == ("08001", [values.Note("zip_zero_restored", "zip", "8001", "08001")])
    assert values.clean("email", "-")[0] == ""
