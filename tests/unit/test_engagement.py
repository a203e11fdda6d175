import doctest
from types import ModuleType

import pytest

from odoo.addons.despacho_crm.tools import engagement


def fee(key, price="10 €", included=(), excluded=(), name=None):
    return {
        "key": key,
        "name": name or f"Fee {key}",
        "price": price,
        "included": list(included),
        "excluded": list(excluded),
    }


def letter(*fees, **terms):
    return {"fees": list(fees), **terms}


def said(before, after, terms=()):
    return [(one.what, one.fee, one.before, one.after) for one in engagement.differences(before, after, terms)]


def test_the_examples_of_the_documentation_hold():
    assert isinstance(engagement, ModuleType)
    assert doctest.testmod(engagement).failed == 0


def test_equal_letters_have_no_differences_and_one_fingerprint():
    one, other = letter(fee(1, included=["a"]), total="10 €"), letter(fee(1, included=["a"]), total="10 €")
    assert said(one, other, ("total",)) == []
    assert engagement.fingerprint(one) == engagement.fingerprint(other)


@pytest.mark.parametrize("change", [{"included": ["b"]}, {"price": "11 €"}, {"name": "Other"}, {"excluded": ["a"]}])
def test_any_change_of_a_fee_changes_the_fingerprint(change):
    values = {"price": "10 €", "included": ["a"], "excluded": [], "name": "Fee"}
    before, after = letter(fee(1, **values)), letter(fee(1, **values | change))
    assert engagement.fingerprint(before) != engagement.fingerprint(after)


def test_accents_and_symbols_are_part_of_the_text():
    assert engagement.fingerprint({"a": "nómina €"}) != engagement.fingerprint({"a": "nomina €"})


def test_fees_that_come_and_go_are_told_with_their_price():
    assert said(letter(fee(1), fee(2)), letter(fee(2), fee(3, "30 €"))) == [
        ("fee_added", "Fee 3", "", "30 €"),
        ("fee_removed", "Fee 1", "10 €", ""),
    ]


def test_a_task_that_passes_from_included_to_excluded_is_told_of_both():
    assert said(letter(fee(1, included=["inspections"])), letter(fee(1, excluded=["inspections"]))) == [
        ("included_removed", "Fee 1", "inspections", ""),
        ("excluded_added", "Fee 1", "", "inspections"),
    ]


def test_the_same_service_twice_is_compared_in_order():
    before = letter(fee(1, "10 €"), fee(1, "20 €"))
    assert said(before, letter(fee(1, "10 €"), fee(1, "25 €"))) == [("price", "Fee 1", "20 €", "25 €")]
    assert said(before, letter(fee(1, "10 €"))) == [("fee_removed", "Fee 1", "20 €", "")]


def test_terms_are_told_only_when_asked_for():
    before, after = letter(end=""), letter(end="31 December")
    assert said(before, after) == []
    assert said(before, after, ("end",)) == [("end", "", "", "31 December")]
