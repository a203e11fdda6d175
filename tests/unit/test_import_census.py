"""A list of companies is cleaned as every other file is, only faster."""

import random

import pytest
from census_rows import NIFS, PLACES
from hypothesis import given, settings
from hypothesis import strategies as st
from real_names import REAL_NAMES

from odoo.addons.despacho_crm.tools import census_words, cnae, legal_form, nif
from odoo.addons.despacho_crm.tools.company_size import size_class
from odoo.addons.despacho_crm_import.tools import census, values
from odoo.addons.despacho_crm_import.tools.census_nif import Seen, plain_key


def clean(**texts):
    cells = [texts.get(name, "") for name in PLACES]
    return census.Cleaner(PLACES, "2026-11-22", cnae_year="2009").clean(cells)


def cleaned(**texts):
    found = clean(**{"nif": NIFS[0], "name": "Uno SL", **texts})
    return {name: text for name, text in zip(census.COLUMNS, found.values, strict=True) if text}


@given(st.sampled_from("ABCDEFGHJNPQRSUVWXYZKLMÑ01234567"), st.text("0123456789", min_size=6, max_size=8), st.text())
def test_a_nif_told_by_the_table_is_the_one_that_is_read_with_care(first, digits, last):
    for end in (last[:1], *"0123456789ABCDEFGHIJTRWKÑ"):
        text = f"{first}{digits}{end}"
        found = nif.parse(text)
        expected = text if found.valid and found.key == text and found.spanish else ""
        assert plain_key(text) in (expected, ""), text
        if first not in "KLM":
            assert plain_key(text) == expected, text


_WRITTEN = st.sampled_from(
    ["{0}-{1}", "{0} {1}", "{0}{1}", "{0}.{1}", "{0}/{1}", "{0}--{1}", "ES{0}{1}", "{0}{1} ", "x{0}{1}"]
)
_NAMES = st.sampled_from(["", "-", "Uno SL", "no consta", "Empresa de nombre largo que no acaba, S.L.", "Ñandú", "0"])


@given(_WRITTEN, st.sampled_from([*NIFS[:3], "12345678Z", "X1234567L", "B1"]), st.booleans(), _NAMES, _NAMES)
def test_the_nif_is_told_without_cleaning_the_row(written, key, lower, name, trade_name):
    text = written.format(key[0], key[1:])
    texts = {"nif": text.lower() if lower else text, "name": name, "trade_name": trade_name}
    cleaner = census.Cleaner({name: [place] for place, name in enumerate(texts)}, "2026-11-22")
    cells = list(texts.values())
    company = cleaner.clean(cells)
    assert cleaner.key(cells) == (company.key if company.values else "")


def test_the_first_of_each_nif_is_told_from_the_others_whatever_its_kind():
    rng = random.Random(1)
    keys = [nif.make_spanish("B", f"{rng.randrange(10**7):07}") for _each in range(500)]
    keys += [nif.make_spanish("", f"{rng.randrange(10**8):08}") for _each in range(500)]
    keys += ["FR40303265045", "DE136695976", "X1234567L", NIFS[0]]
    seen, known = Seen(), set()
    assert not seen
    for key in [*keys, *keys]:
        assert (key in seen) == (key in known)
        assert seen.add(key) == (key not in known)
        known.add(key)
    assert seen


ZIPS = st.sampled_from(["", "28001", "8019", "08019", "99001", "1001", "E-08001", "sin CP", "0", "28001.0", "280"])
STATES_WRITTEN = st.sampled_from(
    ["", "Madrid", "MADRID", "Gerona", "Vizcaya", "Coruña, La", "Narnia", "08", "-", "Bcn"]
)
CITIES = st.sampled_from(["", "Madrid", "08019 Barcelona", "Palma", "-", "No consta", "MUÃ‘OZ", "L'Hospitalet"])


@settings(max_examples=300)
@given(ZIPS, STATES_WRITTEN, CITIES)
def test_places_are_cleaned_as_in_every_other_file(code, state, city):
    expected = values.clean_row({"zip": code, "state": state, "city": city}).values
    found = cleaned(zip=code, state=state, city=city)
    assert {name: found.get(name, "") for name in ("zip", "state", "city")} == {
        name: expected.get(name, "") for name in ("zip", "state", "city")
    }


@settings(max_examples=300)
@given(
    st.sampled_from(["", "931234567", "93 123 45 67", "600112233 / 931234567", "x", "912345678.0", "900100200", "-"]),
    st.sampled_from(["", "info@uno.example", "Info@Uno.Example", "a@b.example; c@d.example", "no tiene", "mal"]),
    st.sampled_from(["", "12", "1.200", "0", "-3", "muchos", "12,0", "1e3"]),
)
def test_phones_e_mails_and_numbers_are_cleaned_as_in_every_other_file(phone, email, number):
    expected = values.clean_row({"phone": phone, "email": email, "employees": number}).values
    found = cleaned(phone=phone, email=email, employees=number)
    assert found.get("phone", "") == expected.get("phone", "")
    assert found.get("email", "") == expected.get("email", "")
    assert found.get("employees", "") == str(expected.get("employees", ""))


def test_what_was_repaired_is_told():
    found = clean(nif="b-71.000.012", name="Uno SL", zip="8019", state="Gerona")
    assert found.key == "B71000012"
    assert {note[0] for note in found.notes} == {"nif_cleaned", "zip_zero_restored", "state_zip_mismatch"}
    assert [note[0] for note in clean(nif=NIFS[0], name="Uno", state="Gerona").notes] == ["state_normalised"]


def test_a_number_of_a_person_kept_by_a_spreadsheet_gets_its_letter():
    found = clean(nif="12345678", name="Ana Puig Soler")
    assert (found.key, [note[0] for note in found.notes]) == ("12345678Z", ["nif_completed"])


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ({"nif": "", "name": "Uno"}, "nif_missing"),
        ({"nif": "no tiene", "name": "Uno"}, "nif_missing"),
        ({"nif": "B71000013", "name": "Uno"}, "nif_invalid"),
        ({"nif": "00000001R", "name": "Uno"}, "nif_invalid"),
        ({"nif": NIFS[0], "name": ""}, "name_missing"),
        ({"nif": NIFS[0], "name": "-"}, "name_missing"),
    ],
)
def test_a_row_without_nif_or_name_is_left_out_and_says_why(texts, reason):
    found = clean(**texts)
    assert (found.values, found.reason) == (None, reason)
    assert not census.Cleaner(PLACES, "2026-11-22").key([texts.get(name, "") for name in PLACES])


@pytest.mark.parametrize("names", [[("B71000012", "Puig Asesores, S.L.P."), ("A71000013", "Uno S.A.")], *REAL_NAMES])
def test_the_legal_form_is_the_one_that_nif_and_name_tell(names):
    for key, name in names:
        if nif.parse(key).valid:
            assert census._form_of(key, name) == legal_form.legal_form(key, name), (key, name)
    assert cleaned(legal_form="Sociedad Limitada Profesional")["legal_form"] == "slp"


def test_the_size_follows_the_european_recommendation():
    assert [size_class(people) for people in (0, 9, 10, 49, 50, 249, 250)] == [
        "micro", "micro", "small", "small", "medium", "medium", "large",
    ]  # fmt: skip
    assert size_class(5, 3_000_000) == "small"
    assert size_class(5, 3_000_000, 1_500_000) == "micro"
    assert (size_class(None, 60_000_000), size_class()) == ("large", "")
    assert cleaned(employees="12", turnover="1.500.000 €")["size_class"] == "small"


def test_dates_may_be_years():
    assert cleaned(founded="1998")["founded"] == "1998-01-01"
    assert cleaned(founded="03/04/1998")["founded"] == "1998-04-03"
    assert "founded" not in cleaned(founded="hace mucho")


@pytest.mark.parametrize(
    ("text", "code"),
    [("6920", "6920"), ("69.20", "6920"), ("M6920", "6920"), ("CNAE 6920 - Contabilidad", "6920"), ("Abogados", "")],
)
def test_codes_of_activities_are_read_as_people_write_them(text, code):
    assert cnae.split_cnae(text).code == code


def test_the_classification_of_a_list_is_told_by_its_title_its_codes_or_its_date():
    assert cnae.guess_year(["6920"], "CNAE 2025", 2020) == "2025"
    assert cnae.guess_year(["6920", "6201", "6202"], "CNAE", 2027) == "2009"
    assert cnae.guess_year(["6920", "6210"], "CNAE", 2020) == "2025"
    assert [cnae.guess_year(["6920"], "CNAE", year) for year in (2024, 2026)] == ["2009", "2025"]


def test_classes_that_lost_their_zero_get_it_back():
    assert cnae.is_zero_lost(["111", "6920", "4711"])
    assert not cnae.is_zero_lost(["691", "6920"])
    assert cnae.split_cnae("111", zero_lost=True).code == "0111"


def test_words_are_those_that_people_type():
    assert census_words.words("Panadería ÑANDÚ, S.L. (50%)") == ["panaderia", "nandu", "sl", "50"]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8), min_size=3, max_size=3))
def test_no_text_breaks_the_line_that_is_copied(texts):
    cleaner = census.Cleaner({"nif": [0], "name": [1], "street": [2], "city": [3]}, "2026-11-22")
    found = cleaner.clean([NIFS[0], *texts])
    if found.values:
        line = census.copy_line(7, found.values)
        assert line.count("\t") == len(census.COLUMNS)
        assert line.rpartition("\t")[2] == "7\n"
        assert line.count("\n") == 1
        assert line.endswith("\n")


@pytest.mark.parametrize(
    ("text", "point", "turnover"),
    [
        ("1234", False, "1234000"),
        ("1.234", False, "1234000"),
        ("1.234,5", False, "1234500"),
        ("1234.567", True, "1234567"),
        ("1,5 M€", False, "1500000"),
        ("n.d.", False, ""),
        ("mucha", False, ""),
        ("-3", False, ""),
        ("99999999999", False, ""),
    ],
)
def test_a_turnover_in_thousands_is_multiplied_and_nothing_else_is(text, point, turnover):
    cleaner = census.Cleaner(PLACES, "2026-11-22", factor=1000, point=point)
    told = {"nif": NIFS[0], "name": "Uno SL", "employees": "12", "turnover": text}
    company = cleaner.clean([told.get(name, "") for name in PLACES])
    found = dict(zip(census.COLUMNS, company.values, strict=True))
    assert (found["turnover"], found["employees"]) == (turnover, "12")
    wrong = not turnover and text != "n.d."
    assert [note[:2] for note in company.notes] == ([("number_invalid", "turnover")] if wrong else [])


@pytest.mark.parametrize(
    ("text", "point", "turnover", "employees"),
    [
        ("1234.567", True, "1235", "1235"),
        ("12.125", True, "12", "12"),
        ("12.500", True, "12500", "12500"),
        ("12.125", False, "12125", "12125"),
    ],
)
def test_the_numbers_of_a_workbook_have_their_decimals(text, point, turnover, employees):
    cleaner = census.Cleaner(PLACES, "2026-11-22", point=point)
    told = {"nif": NIFS[0], "name": "Uno SL", "employees": text, "turnover": text}
    company = cleaner.clean([told.get(name, "") for name in PLACES])
    found = dict(zip(census.COLUMNS, company.values, strict=True))
    assert (found["turnover"], found["employees"]) == (turnover, employees)
