"""The legal form: from the letter of the NIF, made precise or replaced by what the name says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from real_names import REAL_NAMES

from odoo.addons.despacho_crm.tools import legal_form, nif


@pytest.mark.parametrize(("letter", "code"), legal_form.BY_LETTER.items())
def test_each_letter_gives_its_form(letter, code):
    assert legal_form.legal_form(nif.make_spanish(letter, "1234567")) == code


def test_every_letter_of_an_organisation_has_a_form():
    assert set(legal_form.BY_LETTER) == set(nif.ENTITY_LETTERS)
    assert set(legal_form.BY_LETTER.values()) <= set(legal_form.FORMS)


@pytest.mark.parametrize(
    ("name", "bare", "code"),
    [
        ("Talleres Vega, S.L.", "Talleres Vega", "sl"),
        ("TALLERES VEGA SL", "TALLERES VEGA", "sl"),
        ("Talleres Vega S. L. U.", "Talleres Vega", "sl"),
        ("Talleres Vega Sociedad Limitada", "Talleres Vega", "sl"),
        ("Taller Vega, Societat Limitada", "Taller Vega", "sl"),
        ("Banco Ejemplo, S.A.", "Banco Ejemplo", "sa"),
        ("Banco Ejemplo Sociedad Anónima", "Banco Ejemplo", "sa"),
        ("Gómez Abogados, S.L.P.", "Gómez Abogados", "slp"),
        ("Gómez Abogados (SLP)", "Gómez Abogados", "slp"),
        ("Hermanos Ruiz, C.B.", "Hermanos Ruiz", "community"),
        ("Hermanos Ruiz, S.C.P.", "Hermanos Ruiz", "civil"),
        ("Aceites del Sur, S. Coop. And.", "Aceites del Sur", "cooperative"),
        ("Cultius del Segrià SCCL", "Cultius del Segrià", "cooperative"),
        ("Puente Norte U.T.E.", "Puente Norte", "ute"),
        ("Puertos Unidos, A.I.E.", "Puertos Unidos", "aie"),
        ("Müller Handel GmbH", "Müller Handel", "foreign"),
        ("Comunidad de Propietarios Mayor 3", "Comunidad de Propietarios Mayor 3", "owners"),
        ("C.P. Mayor 3", "C.P. Mayor 3", ""),  # too short to be sure at the front
        ("Comunitat de Propietaris Balmes 12", "Comunitat de Propietaris Balmes 12", "owners"),
        ("Ayuntamiento de Alcoy", "Ayuntamiento de Alcoy", "local_body"),
        ("Fundació Pere Pi", "Fundació Pere Pi", "association"),
        ("UTE Puente Norte", "UTE Puente Norte", "ute"),
        ("Ana Salas", "Ana Salas", ""),
        ("Casa", "Casa", ""),
        ("SL", "SL", ""),
        ("", "", ""),
        (None, "", ""),
        ("Bolsa", "Bolsa", ""),  # ends in letters that are a form, and is none
    ],
)
def test_the_form_is_read_from_the_name_in_any_spelling(name, bare, code):
    assert legal_form.split_legal_form(name) == (bare, code)


@pytest.mark.parametrize(
    ("key", "name", "code"),
    [
        ("B58378431", "Gómez Abogados SLP", "slp"),
        ("B58378431", "Gómez Abogados SA", "sl"),  # the letter decides
        ("V12345674", "Puertos Unidos AIE", "aie"),
        ("V12345674", "Campos SAT", "cooperative"),
        ("12345678Z", "Ana Salas", "person"),
        ("X1234567L", "Ali Ben", "person"),
        ("FR23334175221", "Dupont SARL", "foreign"),
        ("PA1234567", "Canal", "foreign"),
        ("", "Talleres Vega SL", "sl"),
        ("", "Ana Salas", ""),
    ],
)
def test_the_number_decides_and_the_name_makes_it_precise(key, name, code):
    assert legal_form.legal_form(key, name) == code


@given(st.text(max_size=60))
def test_no_name_breaks_the_reading(name):
    bare, code = legal_form.split_legal_form(name)
    assert code in ("", *legal_form.FORMS)
    assert bare in name
    assert not code or legal_form.squeeze(bare)


@pytest.mark.parametrize("rows", REAL_NAMES, ids=["published by public bodies"] if REAL_NAMES else [])
def test_the_form_in_real_names_agrees_with_their_number(rows):
    companies = [(key, legal_form.split_legal_form(name)[1]) for key, name in rows if key[0] in "AB"]
    said = [(legal_form.BY_LETTER[key[0]], code) for key, code in companies if code]
    agree = sum(code in (letter, "slp") for letter, code in said)
    assert len(said) > 0.6 * len(companies), "most companies say their form"
    assert agree > 0.97 * len(said), "and it is the one of their number"
