"""Keys of what is compared, and the decision that bits lead to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm.tools.matching import keys, score

VEGA = {
    "nif": "B12345674",
    "name": "Talleres Zubizarreta, S.L.",
    "phone": "943 11 22 33",
    "email": "info@zubi.example",
    "zip": "20001",
    "province": "SS",
    "street": "C/ Mayor, 3",
}


def kinds(one, two):
    """Return the kinds of the keys that two contacts share."""
    return {key & keys.KIND for key in set(keys.Record.of(one).keys()) & set(keys.Record.of(two).keys())}


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        ({"nif": "B12345674"}, keys.NIF),
        ({"phone": "+34943112233"}, keys.PHONE),
        ({"email": " INFO@zubi.example"}, keys.EMAIL),
        ({"email": "ana@zubi.example"}, keys.DOMAIN),
        ({"website": "www.zubi.example"}, keys.DOMAIN),
        ({"street": "CALLE MAYOR 3 BAJO", "zip": "20001"}, keys.STREET),
        ({"street": "MAYOR 3", "province": "SS"}, keys.STREET),
        ({"name": "Zubizarreta Talleres"}, keys.LETTERS),
        ({"name": "ZUVIZARRETA"}, keys.WORD),
    ],
)
def test_what_two_contacts_share_makes_them_worth_comparing(other, kind):
    assert kind in kinds(VEGA, other)


@pytest.mark.parametrize("other", [{}, {"name": "Peluquería Aranzábal"}, {"zip": "20001"}, {"province": "SS"}])
def test_contacts_that_share_little_are_not_compared(other):
    assert not kinds(VEGA, other)


def test_a_street_in_another_province_is_another_one():
    assert keys.STREET not in kinds(VEGA, {"street": "Mayor 3", "zip": "28001"})


@given(st.dictionaries(st.sampled_from([*VEGA, "website"]), st.one_of(st.none(), st.text(max_size=20))))
def test_no_contact_breaks_the_reading_and_its_keys_are_always_the_same(values):
    found = keys.Record.of(values).keys()
    assert found == keys.Record.of(dict(values)).keys()
    assert len(set(found)) == len(found)
    assert {key & keys.KIND for key in found} <= set(range(keys.NIF, keys.WORDS + 1))
    assert all(-(2**63) <= key < 2**63 for key in found)


def test_the_decision():
    assert score.band({"nif": score.NIF_SAME, "name": -11}) == "certain"
    assert score.band({"name": 9, "phone": 0}, "alone") == "review", "a name is never enough"
    assert score.band({"name": 9, "place": 3}, "alone") == "review", "many share the province"
    assert score.band({"name": 9, "place": 6}, "alone") == "review", "neither is a name with its place"
    assert score.band({"name": -2, "place": 7, "street": 4}) == "review", "neighbours"
    assert score.band({"name": -6, "phone": 10}) == "review"
    assert score.band({"name": -9.5, "phone": 9}) == "forget"


def test_what_may_be_an_advisers_does_not_become_their_own_by_counting_more():
    shipped = {"name": 7, "email": score.ADVISER_BITS}
    assert score.band({"name": 9, "email": 2 * score.ADVISER_BITS}, "alone", shipped) == "review"
    assert score.band({"name": 9, "email": 4}, "", {"name": 7, "email": 2}) == "certain"
