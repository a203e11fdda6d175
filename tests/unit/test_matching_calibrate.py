"""What the firm decided about pairs moves what each field counts for, and never far."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.despacho_crm.tools.matching import calibrate
from odoo.addons.despacho_crm.tools.matching.score import FIELDS

BITS = st.fixed_dictionaries({field: st.floats(-11, 15) for field in FIELDS})
DECISIONS = st.lists(st.tuples(BITS, st.booleans()), max_size=60)


def pair(**bits):
    return {field: bits.get(field, 0.0) for field in FIELDS}


def chance(scales, bits):
    return sum(calibrate.applied(scales, bits).values())


def test_without_decisions_of_both_kinds_nothing_changes():
    assert calibrate.fit([]) is None
    assert calibrate.fit([(pair(name=5), True)] * 200) is None
    assert calibrate.fit([(pair(name=5), index % 2 == 0) for index in range(calibrate.ENOUGH - 1)]) is None


def test_what_is_rejected_in_spite_of_a_field_makes_it_count_for_less():
    decisions = [(pair(name=4, phone=6), index % 4 != 0) for index in range(100)]
    decisions += [(pair(name=4, place=6), index % 4 == 0) for index in range(100)]
    scales = calibrate.fit(decisions)
    assert scales["place"] < scales["phone"]
    assert scales["place"] < 1


def test_a_field_on_which_nothing_was_decided_stays_as_shipped():
    scales = calibrate.fit([(pair(name=4, phone=6), index % 2 == 0) for index in range(100)])
    assert scales["street"] == pytest.approx(1)


@settings(max_examples=60, deadline=None)
@given(DECISIONS)
def test_a_few_decisions_change_little_and_many_never_beyond_the_bounds(decisions):
    scales = calibrate.fit(decisions, enough=2) or calibrate.SHIPPED
    low, high = calibrate.BOUNDS
    assert all(low <= scales[field] <= high for field in FIELDS)
    assert abs(scales["base"]) <= calibrate.MOST_SHIFT
    few = calibrate.fit(decisions[:4], enough=2)
    if few:
        assert all(abs(few[field] - 1) < 0.5 for field in FIELDS)


@settings(max_examples=60, deadline=None)
@given(DECISIONS, BITS, st.sampled_from(FIELDS), st.floats(0, 5))
def test_more_evidence_never_makes_a_pair_less_likely(decisions, bits, field, more):
    scales = calibrate.fit(decisions, enough=2) or calibrate.SHIPPED
    assert chance(scales, {**bits, field: bits[field] + more}) >= chance(scales, bits) - 1e-9


@settings(max_examples=60, deadline=None)
@given(DECISIONS)
def test_the_order_of_the_decisions_does_not_matter(decisions):
    one, two = calibrate.fit(decisions, enough=2), calibrate.fit(decisions[::-1], enough=2)
    assert one == two or one == pytest.approx(two, abs=1e-6)


def test_as_shipped_nothing_is_scaled():
    bits = pair(name=4, phone=6, street=-1.5)
    assert calibrate.applied(calibrate.SHIPPED, bits) == bits
    assert calibrate.applied(None, bits) == bits
