"""What is looked up in a census, and how two records that no statement compares are weighed."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm.tools.census_words import words
from odoo.addons.despacho_crm.tools.matching import compare, doubt, score
from odoo.addons.despacho_crm.tools.matching.keys import Record
from odoo.addons.despacho_crm.tools.matching.lookup import Lookup, lookup, rare_words
from odoo.addons.despacho_crm.tools.matching.tokens import Frequencies

BITS = Frequencies().bits
ALIKE = {"name": "Zubizarreta Egurrola SL", "phone": "943112233", "zip": "20001", "province": "SS"}


def finds(query, text):
    """Return whether the question ``query`` is answered by a name, as PostgreSQL does."""
    present = words(text)

    def has(term):
        start, prefix, _rest = term.partition(":*")
        return any(word.startswith(start) if prefix else word == start for word in present)

    return any(all(map(has, part.strip("() ").split(" & "))) for part in query.split(" | "))


@pytest.mark.parametrize(
    "written",
    [
        "ZUBIZARRETA EGURROLA S.L.",
        "Egurrola Zubizarreta",
        "Talleres Zubizarretas Egurrola",
        "Zubizarreta y Egurrola Construcciones SA",
    ],
)
def test_two_rare_words_find_a_name_in_any_order_and_number(written):
    assert finds(lookup("Zubizarreta Egurrola, S.L.", BITS).several, written)


def test_one_of_three_words_may_be_wrong():
    found = lookup("Bodegas Zubizarreta Egurrola", BITS)
    assert finds(found.several, "Bodegas Subizarreta Egurrola")
    assert not finds(found.whole, "Bodegas Subizarreta Egurrola")


def test_a_word_alone_is_asked_for_as_it_is_and_by_its_beginning_where_the_place_is_known():
    found = lookup("Zubizarreta SL", BITS)
    assert found == Lookup("zubizarreta", "", "zubizarre:*")


def test_words_that_many_have_are_asked_for_together():
    found = lookup("Talleres Hnos. Pérez Gómez", BITS, least=40.0)
    assert found.several.count("&") == 2
    assert "|" not in found.several


def test_what_is_written_short_or_apart_is_asked_for_as_it_is_written_and_compared():
    assert lookup("A R S Consulting", BITS).lone == "ars"
    assert "hnos" in lookup("Hnos. Beko", BITS).several


@given(st.text(max_size=60), st.floats(0, 30))
def test_whatever_the_name_the_question_is_one(text, least):
    found = lookup(text, BITS, least)
    for query in found:
        for term in query.replace("(", "").replace(")", "").replace("|", "&").split("&"):
            assert not query or term.strip().removesuffix(":*").isalnum()
    for word in rare_words(text, BITS):
        assert word.isalnum()


def weigh(mine, theirs, crowd=None):
    return compare.weigh(Record.of({**ALIKE, **mine}), Record.of({**ALIKE, **theirs}), crowd or compare.Crowd())


def test_what_agrees_and_differs_counts_as_the_engine_counts_it():
    bits = weigh({"email": "a@one.example"}, {"email": "b@two.example"})
    assert bits["phone"] == pytest.approx(score.PHONE_SHARE * math.log2(score.LEAST_RECORDS / 2))
    assert bits["email"] == score.DOMAIN_DIFFERS
    assert bits["place"] == pytest.approx(score.ZIP_SHARE * score.ZIP_TOP)
    assert weigh({}, {"phone": "943998877"})["phone"] == score.PHONE_DIFFERS
    assert weigh({}, {"zip": "28001"})["place"] == score.PROVINCE_DIFFERS
    assert weigh({}, {"zip": ""})["place"] > 0
    assert weigh({"street": "Mayor 3"}, {"street": "C/ Mayor, 3"})["street"] == score.STREET_SAME
    assert weigh({"street": "Mayor 3"}, {"street": "C/ Mayor, 4"})["street"] == score.STREET_DIFFERS


def test_a_phone_of_an_adviser_says_little():
    [key] = Record.of(ALIKE).phones
    crowd = compare.Crowd(10_000, {key: (9, {1, 2, 3, 4, 5})})
    assert weigh({}, {}, crowd)["phone"] == score.ADVISER_BITS


@given(st.sampled_from(["28001", "20001", "20002", ""]), st.sampled_from(["M", "SS", ""]), st.booleans())
def test_it_is_the_same_whichever_is_the_first(code, province, has_phone):
    one, two = Record.of(ALIKE), Record.of({**ALIKE, "zip": code, "province": province})
    two = two._replace(phones=one.phones if has_phone else [])
    assert compare.weigh(one, two, compare.Crowd()) == compare.weigh(two, one, compare.Crowd())
    assert compare.facts(one, two) == compare.facts(two, one)
    assert compare.shared_keys(one, two) == compare.shared_keys(two, one)


def test_another_province_is_elsewhere_whatever_the_street():
    one, two = Record.of({**ALIKE, "zip": ""}), Record.of({**ALIKE, "zip": "", "province": "M"})
    assert compare.facts(one, two) & doubt.ELSEWHERE
    assert not compare.facts(one, one) & doubt.ELSEWHERE
