"""What the best clients have in common: weights that add up, tried on companies that they had not seen."""

import math
import random

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.stats import mannwhitneyu

from odoo.addons.despacho_crm_reports.tools.portfolio import weights as subject


def firm(size, chance, seed=1):
    """Return companies of a made-up firm: ``chance``, function from their values to that of being of the best."""
    rng = random.Random(seed)
    companies = []
    for _company in range(size):
        values = {
            "sector": rng.choice(["hotels", "farming", "law", "building"]),
            "size": rng.choice(["micro", "small", "medium"]),
            "province": rng.choice(["Lleida", "Girona", None]),
        }
        companies.append((values, rng.random() < chance(values)))
    return companies


def hotels(values):
    return 0.5 if values["sector"] == "hotels" else 0.1


def test_too_few_teach_nothing():
    companies = firm(2000, hotels)
    best = [one for one in companies if one[1]][: subject.FEWEST - 1]
    assert subject.fit(best + [one for one in companies if not one[1]]) is None
    assert subject.tried(best, range(len(best))) is None


def test_a_weight_is_how_much_more_often_the_best_have_it():
    """The reference: the definition, counted by hand, with what holds rare values back."""
    companies = firm(3000, hotels)
    weights = subject.fit(companies)
    best = [values for values, is_best in companies if is_best]
    others = [values for values, is_best in companies if not is_best]
    share = len(best) / len(companies)
    held_best, held_others = subject.HELD_BACK * share, subject.HELD_BACK * (1 - share)
    for sector in ("hotels", "farming", "law", "building"):
        mine = sum(values["sector"] == sector for values in best) + held_best
        theirs = sum(values["sector"] == sector for values in others) + held_others
        expected = math.log2(mine / (len(best) + held_best) / (theirs / (len(others) + held_others)))
        assert weights.bits["sector"][sector] == pytest.approx(expected)


def both(values):
    return 0.6 if values["sector"] == "hotels" and values["size"] == "medium" else 0.15


def echoes(companies):
    """Return ``companies`` with what says the same as the sector, and half of what the size says."""
    return [
        ({**values, "activity": f"{values['sector']} and so on", "shape": values["size"][:1]}, is_best)
        for values, is_best in companies
    ]


@pytest.mark.parametrize(
    "companies", [firm(3000, hotels), firm(400, both, seed=2), echoes(firm(900, hotels, seed=3))], ids=len
)
def test_how_much_each_thing_counts_is_that_of_the_reference(companies):
    """The reference: scipy, which looks for the least of the same penalised likelihood by itself."""
    weights = subject.fit(companies)
    features = list(weights.bits)
    told = numpy.array(
        [[weights.bits[name].get(values.get(name), 0.0) for name in features] for values, _is_best in companies]
    ) * math.log(2)
    best = numpy.array([is_best for _values, is_best in companies], float)

    def loss(shares):
        odds = weights.base * math.log(2) + told @ shares
        held = subject._RIDGE / 2 * ((shares - 1) ** 2).sum()
        return numpy.logaddexp(0, odds).sum() - best @ odds + held

    found = minimize(
        loss,
        numpy.full(len(features), 0.5),
        method="L-BFGS-B",
        bounds=[(0, None)] * len(features),
        options={"ftol": 1e-15, "gtol": 1e-9},
    )
    # Of two that say the same, what one gives the other takes, ever more slowly.
    assert [weights.shares[name] for name in features] == pytest.approx(list(found.x), abs=5e-4)


def test_what_is_not_known_says_nothing():
    weights = subject.fit(firm(2000, hotels))
    assert None not in weights.bits["province"]
    known, unknown = {"sector": "hotels", "province": None}, {"sector": "hotels"}
    assert weights.score(known) == weights.score(unknown)
    assert weights.score({}) == weights.base


def test_a_value_that_few_have_moves_little():
    companies = firm(2000, hotels) + [({"sector": "circus"}, True)]
    weights = subject.fit(companies)
    assert 0 < weights.bits["sector"]["circus"] < weights.bits["sector"]["hotels"]


def test_what_says_the_same_twice_counts_once():
    once = firm(4000, hotels)
    twice = [({**values, "activity": values["sector"]}, is_best) for values, is_best in once]
    asked = {"sector": "hotels", "activity": "hotels"}
    assert subject.fit(twice).chance(asked) == pytest.approx(subject.fit(once).chance(asked), abs=0.03)
    assert subject.fit(twice).chance(asked) == pytest.approx(0.5, abs=0.05)


def test_the_explanation_adds_up_to_the_score():
    weights = subject.fit(firm(2000, hotels))
    asked = {"sector": "hotels", "size": "micro", "province": "Lleida", "colour": "blue"}
    told = weights.explain(asked)
    assert told[0][:2] == ("sector", "hotels")
    assert weights.base + sum(bits for _feature, _value, bits in told) == pytest.approx(weights.score(asked))


def test_the_order_of_the_companies_changes_nothing():
    companies = firm(1000, hotels)
    assert subject.fit(companies[::-1]) == subject.fit(companies)


def test_companies_not_seen_are_told_apart_as_well_as_they_can_be():
    companies = firm(4000, hotels)
    trial = subject.tried(companies, range(len(companies)))
    assert 0.65 < trial.area < 0.8
    quarter = dict(trial.lift)[0.3]
    assert quarter > 1.7 * 0.3


def test_where_nothing_is_to_be_learnt_nothing_is_promised():
    """Chance alone: the weights know each company that they learnt from, and yet do no better on others."""
    trial = subject.tried(firm(3000, lambda values: 0.2), range(3000))
    assert 0.44 < trial.area < 0.56
    assert dict(trial.lift)[0.5] == pytest.approx(0.5, abs=0.06)


scored = st.lists(st.tuples(st.integers(0, 8), st.booleans()), min_size=2, max_size=80)


@given(scored)
def test_the_area_is_that_of_the_reference(pairs):
    best = [score for score, is_best in pairs if is_best]
    others = [score for score, is_best in pairs if not is_best]
    if best and others:
        reference = mannwhitneyu(best, others).statistic / (len(best) * len(others))
        assert subject.area(pairs) == pytest.approx(reference)
    else:
        assert subject.area(pairs) == 0.5


@given(scored)
def test_the_lift_never_falls_and_ends_with_all(pairs):
    points = subject.lift(pairs)
    shares = [share for _part, share in points]
    assert shares == sorted(shares)
    assert points[-1] == (1.0, pytest.approx(1.0 if any(best for _score, best in pairs) else 0.0))


def test_the_lift_of_a_perfect_order():
    pairs = [(score, score >= 8) for score in range(10)]
    assert subject.lift(pairs)[:3] == [(0.1, pytest.approx(0.5)), (0.2, pytest.approx(1)), (0.3, pytest.approx(1))]


def test_the_range_of_the_area_is_that_of_many_firms():
    """The reference: the same firm drawn again and again, and how far the areas lie from each other."""
    rng = random.Random(7)
    areas = []
    for _firm in range(400):
        pairs = [(rng.gauss(0.5, 1), True) for _one in range(40)] + [(rng.gauss(0, 1), False) for _one in range(120)]
        areas.append(subject.area(pairs))
    areas.sort()
    middle = sum(areas) / len(areas)
    low, high = subject.area_range(middle, 40, 120)
    assert (low, high) == (pytest.approx(areas[10], abs=0.02), pytest.approx(areas[390], abs=0.02))


def test_of_few_companies_even_half_may_be_chance():
    low, high = subject.tried(firm(160, lambda values: 0.3), range(160)).range
    assert low < 0.5 < high
