"""What stands out in a portfolio: the figures of scipy, and nothing that chance explains."""

import doctest
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, false_discovery_control, fisher_exact

from odoo.addons.despacho_crm_reports.tools.portfolio import significance
from odoo.addons.despacho_crm_reports.tools.portfolio.significance import (
    Situation,
    adjusted,
    far,
    fisher,
    interval,
    outstanding,
)


@st.composite
def tables(draw, most=60):
    size, rest = draw(st.integers(0, most)), draw(st.integers(0, most))
    return draw(st.integers(0, size)), size, draw(st.integers(0, rest)), rest


@given(tables())
def test_the_chance_is_that_of_the_reference(table):
    used, size, rest_used, rest_size = table
    reference = fisher_exact([[used, size - used], [rest_used, rest_size - rest_used]]).pvalue
    assert fisher(*table) == pytest.approx(reference, rel=1e-6, abs=1e-12)


def test_tea_tasted_by_a_lady():
    """R. A. Fisher's own example: all eight cups told apart, 1 of 35 each way."""
    assert fisher(4, 4, 0, 4) == pytest.approx(2 / 70)


def test_large_firms_are_counted_too():
    reference = fisher_exact([[900, 3100], [9000, 87000]]).pvalue
    assert fisher(900, 4000, 9000, 96000) == pytest.approx(reference, rel=1e-6)


@given(st.lists(st.floats(1e-12, 1.0), min_size=1, max_size=50))
def test_asking_many_things_is_paid_for_as_in_the_reference(chances):
    assert adjusted(chances) == pytest.approx(list(false_discovery_control(chances, method="bh")))


@given(st.integers(1, 400).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size))))
def test_the_interval_is_that_of_the_reference(counts):
    used, size = counts
    reference = binomtest(used, size).proportion_ci(method="wilson")
    assert interval(used, size) == pytest.approx((reference.low, reference.high), abs=1e-9)


def test_of_nobody_nothing_is_known():
    assert interval(0, 0) == (0.0, 1.0)
    assert fisher(0, 0, 3, 9) == 1.0


def test_a_segment_of_few_is_not_shown_however_odd():
    odd = Situation("few", 4, 4, 0, 500)
    assert not outstanding([odd])
    assert [found.key for found in outstanding([odd._replace(used=5, size=5)])] == ["few"]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ((1100, 2000, 1500, 3000), False),
        ((30, 1000, 10, 1000), False),
        ((1800, 10000, 1200, 10000), True),
        ((1200, 10000, 1800, 10000), True),
        ((1700, 10000, 1200, 10000), False),
        ((9500, 10000, 7500, 10000), True),
        ((7000, 10000, 5000, 10000), True),
        ((7000, 10000, 5100, 10000), False),
        ((500, 10000, 0, 10000), True),
        ((490, 10000, 0, 10000), False),
    ],
)
def test_a_difference_that_is_sure_and_small_is_not_told(table, told):
    """However many clients there are: with these all of them are sure."""
    assert fisher(*table) < 0.01
    assert far(Situation("?", *table)) is told
    assert bool(outstanding([Situation("?", *table)])) is told


def test_what_is_too_little_is_asked_about_all_the_same():
    """Else those left would be corrected for fewer questions than were asked."""
    shown = Situation("shown", 18, 40, 60, 300)
    alike = [Situation(key, 40, 100, 130, 300) for key in range(9)]
    ((_key, *_what, chance, corrected),) = outstanding([shown, *alike])
    assert corrected == pytest.approx(10 * chance)


def test_examples():
    assert not doctest.testmod(significance).failed


def test_what_is_told_of_a_situation_that_stands_out():
    asked = [Situation("restaurants, payroll", 18, 20, 30, 200), Situation("the same", 10, 100, 20, 200)]
    (found,) = outstanding(asked)
    assert (found.key, found.share, found.rest_share, found.ratio) == ("restaurants, payroll", 0.9, 0.15, 6.0)
    assert found.low < 0.9 < found.high
    assert found.chance < found.adjusted < 0.001


def test_a_service_that_nobody_else_has_is_infinitely_more_used():
    (found,) = outstanding([Situation("only they", 9, 10, 0, 100)])
    assert found.ratio == math.inf


def test_chance_alone_shows_next_to_nothing():
    """In forty portfolios without any structure, at most a few show something."""
    rng = random.Random(7)
    shown = 0
    for _portfolio in range(40):
        situations = []
        for key in range(60):
            size = rng.randrange(5, 60)
            used = sum(rng.random() < 0.3 for _client in range(size))
            rest_used = sum(rng.random() < 0.3 for _client in range(300))
            situations.append(Situation(key, used, size, rest_used, 300))
        shown += bool(outstanding(situations))
    assert shown <= 5


def test_a_real_difference_is_found_among_many_that_are_none():
    rng = random.Random(8)
    situations = [
        Situation(key, sum(rng.random() < 0.3 for _client in range(40)), 40, 90, 300) for key in range(60)
    ] + [Situation("real", 30, 40, 90, 300)]
    assert outstanding(situations)[0].key == "real"
