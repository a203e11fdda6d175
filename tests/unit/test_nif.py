"""The NIF in pure Python: any spelling of a right one gives its key, a wrong one is told apart."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from real_names import REAL_NIFS

from odoo.addons.despacho_crm.tools import nif

DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
FORM_LETTERS = "ABCDEFGHJNPQRSUVW"

# One number per class, worked out by hand from the orders that define them.
VALID = {
    "DNI": "12345678Z",
    "NIE X": "X1234567L",
    "NIE Y": "Y1234567X",
    "NIE Z": "Z1234567R",
    "K, Spanish minor": "K1234567L",
    "L, Spaniard abroad": "L1234567L",
    "M, foreigner without NIE": "M1234567L",
    "A, sociedad anónima": "A58818501",
    "B, sociedad limitada": "B58378431",
    "C, colectiva": "C12345674",
    "D, comanditaria": "D12345674",
    "E, comunidad de bienes": "E12345674",
    "F, cooperativa": "F12345674",
    "G, asociación": "G12345674",
    "H, comunidad de propietarios": "H12345674",
    "J, sociedad civil": "J12345674",
    "N, entidad extranjera": "N1234567D",
    "P, corporación local": "P1234567D",
    "Q, organismo público": "Q2826000H",
    "R, religiosa": "R1234567D",
    "S, Estado y CC. AA.": "S2800568D",
    "U, UTE": "U12345674",
    "V, otros": "V12345674",
    "W, establecimiento permanente": "W1234567D",
}


@st.composite
def keys(draw):
    """Any valid key of any class, placeholders apart."""
    first = draw(st.sampled_from(["", *"KLMXYZ", *FORM_LETTERS]))
    digits = draw(st.text(string.digits, min_size=7 if first else 8, max_size=7 if first else 8))
    key = nif.make_spanish(first, digits)
    return key if not nif.spanish_error(key) else "B58378431"


@st.composite
def spellings(draw):
    """A valid key and a way in which somebody writes it."""
    key = draw(keys())
    separators = st.sampled_from(["", "", "", ".", "-", " ", "/", "\u00a0", " - ", "_", "\t"])
    text = "".join(char + draw(separators) for char in key)
    text = draw(st.sampled_from(["", "ES", "es", "ES-", "ES ", "Es."])) + text
    text = draw(
        st.sampled_from(["", "NIF ", "NIF: ", "nif.", "C.I.F. ", "CIF/NIF: ", "D.N.I. nº ", "NIE: ", "N.I.F. núm. "])
    ) + draw(st.sampled_from([text, text.lower()]))
    return key, draw(st.sampled_from(["", " ", "\n"])) + text + draw(st.sampled_from(["", " ", ".", "\u200b"]))


@pytest.mark.parametrize("key", VALID.values(), ids=VALID)
def test_each_class_of_number_is_valid_as_the_law_writes_it(key):
    assert nif.parse(key) == nif.Nif(key, "ES", "")


@pytest.mark.parametrize("first", FORM_LETTERS)
def test_the_class_decides_whether_the_control_is_a_letter_or_a_digit(first):
    digit, letter = "4", "D"  # both are the control of 1234567
    as_digit = nif.parse(first + "1234567" + digit)
    as_letter = nif.parse(first + "1234567" + letter)
    assert as_digit.error == ("class" if first in "NPQRSW" else "")
    assert as_letter.error == ("class" if first in "ABEH" else "")


@given(spellings())
def test_any_spelling_of_a_valid_number_gives_its_one_key(pair):
    key, text = pair
    assert nif.parse(text) == nif.Nif(key, "ES", ""), text


@given(keys())
def test_every_wrong_control_character_is_refused(key):
    right = {key[-1]}
    if key[0] in "CDFGJUV":  # these two are written both ways
        right = set(nif.cif.calc_check_digits(key[:-1]))
    for wrong in set(string.digits + string.ascii_uppercase) - right:
        assert nif.parse(key[:-1] + wrong).state in ("invalid", "missing"), key[:-1] + wrong


@given(keys(), st.integers(1, 7), st.sampled_from(string.digits))
def test_a_mistyped_digit_never_gives_another_valid_number(key, place, digit):
    typed = key[:place] + digit + key[place + 1 :]
    # A DNI's letter is a remainder by 23 and a company's a weighted sum: both see any one digit.
    assert typed == key or not nif.parse(typed).valid


@given(st.one_of(st.text(max_size=25), st.from_regex(r"(ES|NIF )*[0-9XYZA]{0,3}[0-9]{3,8}[A-Z]?", fullmatch=True)))
def test_cleaning_twice_is_cleaning_once(text):
    once = nif.clean_spanish(text)
    assert nif.clean_spanish(once) == once


@given(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    st.sampled_from(["", "ES", "FR", "US", "XX"]),
)
def test_nothing_that_a_cell_may_hold_breaks_the_parsing(value, country):
    found = nif.parse(value, country)
    assert found.state in ("missing", "invalid", "valid")
    assert bool(found.key) or not found.error


@given(keys())
def test_the_stored_form_is_stable(key):
    assert nif.canonical_vat(key) == "ES" + key == nif.canonical_vat(nif.canonical_vat(key))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("1234567L", "01234567L"),  # a spreadsheet took the zero
        ("ES1234567L", "01234567L"),
        ("ES800123T", "00800123T"),
        ("X123456L", "X0123456L"),
        ("X01234567L", "X1234567L"),  # the digit in excess that old NIEs had
        ("b-58.378.431", "B58378431"),
        ("ESB58378431", "B58378431"),
        ("ＢＢ58378431"[1:], "B58378431"),  # full-width letter
    ],
)
def test_numbers_that_programs_spoil_are_mended(typed, key):
    assert nif.clean_spanish(typed) == key


@pytest.mark.parametrize("nothing", [None, False, "", " ", "/", "-", "no tiene", "PENDIENTE", "NIF:", "s/n", "ES"])
def test_words_without_digits_are_no_number(nothing):
    assert nif.parse(nothing) == nif.Nif("", "", "")


@pytest.mark.parametrize(
    "key", ["00000000T", "00000001R", "99999999R", "X0000000T", "A00000000", "B00000000", "G00000000"]
)
def test_placeholders_with_a_right_control_are_refused(key):
    assert nif.parse(key).error == "placeholder"


@pytest.mark.parametrize(
    "bad", ["B5837843", "B583784311", "I12345674", "O12345674", "Ñ1234567L", "T12345678", "123456789"]
)
def test_other_shapes_are_refused_by_their_form(bad):
    assert nif.parse(bad).error == "format"


@pytest.mark.parametrize(
    ("typed", "country", "found"),
    [
        ("FR 23 334 175 221", "", nif.Nif("FR23334175221", "FR")),
        ("23334175221", "FR", nif.Nif("FR23334175221", "FR")),
        ("EL123456783", "GR", nif.Nif("GR123456783", "GR")),
        ("EL123456783", "", nif.Nif("GR123456783", "GR")),
        ("PT 501 964 843", "", nif.Nif("PT501964843", "PT")),
        ("12-3456789", "US", nif.Nif("US123456789", "US")),
        ("FR00000000000", "FR", nif.Nif("FR00000000000", "FR", "format")),
        ("N1234567D", "FR", nif.Nif("N1234567D", "ES")),  # a French company with a Spanish NIF
        ("ESN1234567D", "US", nif.Nif("N1234567D", "ES")),
        ("X1234567L", "MA", nif.Nif("X1234567L", "ES")),  # a Moroccan with an NIE
        ("12-3456789", "", nif.Nif("123456789", "ES", "format")),
    ],
)
def test_foreign_numbers_are_read_by_the_rules_of_their_country(typed, country, found):
    assert nif.parse(typed, country) == found


def test_an_irish_number_that_looks_like_a_short_dni_is_irish():
    irish = next(
        number
        for n in range(1000000, 9999999)
        if nif.get_cc_module("IE", "vat").is_valid(number := f"{n}{DNI_LETTERS[n % 23]}")
    )
    assert nif.parse(irish, "IE") == nif.Nif("IE" + irish, "IE")
    assert nif.canonical_vat(irish, "IE") == irish
    assert nif.parse(irish).country == "ES"


@pytest.mark.parametrize(
    ("kind", "firsts"),
    [("natural", ["", *"KLMXYZ"]), ("legal", "ABCDFGNRVW"), ("entity", "EHJU"), ("public", "PQS")],
)
def test_the_first_character_tells_the_kind_of_person(kind, firsts):
    for first in firsts:
        assert nif.person_kind(nif.make_spanish(first, "1234567" if first else "12345678")) == kind


def test_foreign_keys_tell_no_kind_of_person():
    assert nif.person_kind("PA1234567") == ""  # nine characters, and no local authority
    assert nif.person_kind("FR23334175221") == ""
    assert nif.person_kind("") == nif.person_kind(None) == ""


@pytest.mark.parametrize("rows", REAL_NIFS, ids=["published by public bodies"] if REAL_NIFS else [])
def test_real_numbers_of_legal_persons_are_accepted(rows):
    refused = {key: nif.parse(key).error for key in rows if not nif.parse(key).valid}
    # A town hall paid its staff under a number that belongs to nobody.
    assert refused in ({}, {"P0000000J": "placeholder"})
