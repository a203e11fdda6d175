"""What no sum of bits outweighs: the pairs of households, administrators and groups are never certain."""

import sys
from pathlib import Path

import pytest

from odoo.addons.despacho_crm.tools.matching import doubt, score
from odoo.addons.despacho_crm.tools.matching.keys import Record
from odoo.addons.despacho_crm.tools.matching.name_model import name_bits
from odoo.addons.despacho_crm.tools.matching.tokens import Frequencies

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
import matching_adversarial as adversarial

FREQUENCIES = Frequencies()
DIFFERENT, SAME = (
    [pytest.param(*row, id=what) for what, *row in rows] for rows in (adversarial.DIFFERENT, adversarial.SAME)
)
#: All that a household or an office may share, at a million contacts.
SHARED = {"phone": 11.2, "email": 11.2, "place": 7.0, "street": 4.0}


def decided(one, two, company):
    """Return the band of two contacts that share all that can be shared, and why a person has to look."""
    one, two = (Record.of({**values, "nif": values.get("vat")}) for values in (one, two))
    facts = doubt.facts_of(one, two, not company)
    why = doubt.doubt(one.name, two.name, facts, score.shares_own(SHARED))
    return score.band(SHARED | {"name": name_bits(one.name, two.name, FREQUENCIES.bits)}, why), why


@pytest.mark.parametrize(("company", "one", "two"), DIFFERENT)
def test_two_that_share_all_but_who_they_are_are_left_to_a_person(company, one, two):
    assert decided(one, two, company)[0] != "certain"
    assert decided(two, one, company) == decided(one, two, company)


@pytest.mark.parametrize(("company", "one", "two"), SAME)
def test_one_that_is_written_in_two_ways_stays_certain(company, one, two):
    assert decided(one, two, company) == ("certain", "")


@pytest.mark.parametrize(
    ("one", "two", "facts", "why"),
    [
        ("Iker Zubi", "Iker Zubi", doubt.PEOPLE, "people"),
        ("Iker Zubi", "Iker Zubi", doubt.PEOPLE | doubt.SAME_EMAIL, ""),
        ("Iker Zubi", "Iker Zubi", doubt.PEOPLE | doubt.SAME_EMAIL | doubt.OTHER_PHONE, "people"),
        ("Iker Zubi", "Iker Zubia", doubt.PEOPLE | doubt.SAME_EMAIL, "name"),
        ("Zubi SL", "Zubi SA", 0, "form"),
        ("Zubi SL", "Zubi SLU", 0, ""),
        ("Zubi SL", "Zubi SL", doubt.ELSEWHERE, "place"),
        ("Zubi SL", "Zubi SL", doubt.OTHER_USE | doubt.ELSEWHERE, "use"),
        ("Edificio Artea portal A", "Edificio Artea portal D", 0, "name"),
        ("Edificio Artea I", "Edificio Artea", 0, "name"),
    ],
)
def test_the_doubt_is_said(one, two, facts, why):
    one, two = (Record.of({"name": name}).name for name in (one, two))
    assert doubt.doubt(one, two, facts) == why


def test_a_company_of_which_a_person_has_the_number_is_a_person():
    one, two = (Record.of({"name": "Bar Zubi", "nif": nif}) for nif in ("12345678Z", ""))
    assert doubt.facts_of(one, two) & doubt.PEOPLE
    one, two = (Record.of({"name": "Bar Zubi", "nif": nif}) for nif in ("B12345674", ""))
    assert not doubt.facts_of(one, two) & doubt.PEOPLE


def test_the_same_nif_leaves_no_doubt_and_less_is_never_certain():
    assert score.band({"nif": score.NIF_SAME, "name": -11}, "name") == "certain"
    assert score.band(SHARED | {"name": 9}, "name") == "review"
    assert score.band(SHARED | {"name": 1.5}) == "review", "a family or a group"
    assert score.band({"name": 9, "place": 10, "street": 4}, "alone") == "review", "neighbours"


@pytest.mark.parametrize(
    ("one", "two", "facts", "why"),
    [
        ("Zubi Etxe SL", "ZUBI ETXE, S.L.U.", doubt.SAME_ZIP, ""),
        ("Zubi Etxe SL", "Zubi Etxe SL", 0, "alone"),
        ("Zubi Etxe SL", "Zubi Etxe", doubt.SAME_ZIP, "alone"),
        ("Zubi Etxe SL", "Etxe Zubi SL", doubt.SAME_ZIP, "alone"),
        ("Zubi Etxe CB", "Zubi Etxe CB", doubt.SAME_ZIP, "alone"),
        ("Comunidad de Propietarios Artea 5", "CP Artea 5", doubt.SAME_ZIP, "alone"),
        ("Zubi Etxe SL", "Zubi Etxe SL", doubt.SAME_ZIP | doubt.OTHER_PHONE, "alone"),
        ("Zubi Etxe SL", "Zubi Etxe SL", doubt.SAME_ZIP | doubt.OTHER_EMAIL, "alone"),
        ("Iker Zubi", "Iker Zubi", doubt.SAME_ZIP | doubt.PEOPLE | doubt.SAME_EMAIL, "alone"),
    ],
)
def test_the_name_of_a_company_at_its_postcode_needs_no_phone(one, two, facts, why):
    one, two = (Record.of({"name": name}).name for name in (one, two))
    assert doubt.doubt(one, two, facts, own=False) == why
    assert doubt.doubt(two, one, facts, own=False) == why


def test_an_own_phone_that_decisions_made_an_advisers_is_none():
    bits = {"name": 9, "place": 7, "phone": 4}
    assert score.band(bits) == "certain"
    assert score.band(bits | {"phone": 0.5}, shipped=bits) == "review"
    assert score.band(bits, shipped=bits | {"phone": 0.5}) == "certain", "one company's name, without any"
