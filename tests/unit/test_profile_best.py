"""Which clients are the best by what a firm values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm_reports.tools.profile.best import MIDDLE, Client, best, growth, places, points

EQUAL = {"value": 1, "growth": 1, "services": 1, "payment": 1}
ONLY_VALUE = {"value": 1}
AMOUNTS = st.integers(0, 100_000)
CLIENTS = st.lists(
    st.tuples(AMOUNTS, AMOUNTS, st.integers(0, 8), st.none() | st.integers(0, 200)), min_size=1, max_size=60
).map(lambda rows: [Client(key, *row) for key, row in enumerate(rows)])


def test_the_largest_buyers_are_the_best_when_only_that_counts():
    clients = [Client(key, 100 * key, 0, 1, None) for key in range(1, 11)]
    assert best(clients, ONLY_VALUE, 0.2) == {9, 10}


def test_an_enormous_client_moves_nobody_else():
    def ranked(largest):
        clients = [Client("a", 10, 10, 1, 0), Client("b", 20, 10, 2, 0), Client("c", largest, 10, 1, 0)]
        return points(clients, EQUAL)

    assert ranked(30) == ranked(3_000_000)


def test_whoever_pays_sooner_has_more_points_and_whoever_is_not_known_the_middle():
    found = points([Client("late", 1, 1, 1, 60), Client("soon", 1, 1, 1, 0), Client("new", 1, 1, 1, None)], EQUAL)
    assert found["soon"].payment > found["new"].payment > found["late"].payment
    assert found["new"].payment == MIDDLE


def test_whoever_bought_nothing_before_neither_grew_nor_shrank():
    assert growth(500, 0) is None
    assert growth(500, -20) is None, "credit notes alone are no purchases"
    assert growth(0, 500) == -1
    assert growth(1500, 500) == 0.5


def test_those_with_as_many_points_as_the_last_one_are_in_too():
    clients = [Client(key, 100, 100, 1, None) for key in range(10)]
    assert len(best(clients, EQUAL, 0.2)) == 10


def test_the_least_amount_leaves_out_whoever_bought_less():
    clients = [Client("a", 100, 0, 1, None), Client("b", 50, 0, 1, None)]
    assert best(clients, ONLY_VALUE, 1.0, 60) == {"a"}
    assert best([Client("c", 0, 0, 1, None)], ONLY_VALUE, 1.0) == set(), "who buys nothing is none of the best"


def test_nobody_at_all_has_no_best():
    assert best([], EQUAL, 0.2) == set()


def test_weights_that_are_all_zero_are_a_mistake():
    with pytest.raises(ValueError, match="weight"):
        points([Client("a", 1, 1, 1, 1)], {"value": 0})


@given(CLIENTS, st.integers(1, 100))
def test_at_least_the_share_that_was_asked_is_chosen_of_those_who_buy(clients, percent):
    chosen = best(clients, EQUAL, percent / 100)
    found = points(clients, EQUAL)
    left = [client for client in clients if client.key not in chosen and client.value > 0]
    assert all(found[one.key].total <= min((found[key].total for key in chosen), default=100) for one in left)


@given(CLIENTS)
def test_points_go_from_0_to_100_and_follow_the_amounts(clients):
    found = points(clients, EQUAL)
    assert all(0 <= number <= 100 for one in found.values() for number in one)
    for one in clients:
        for other in clients:
            if one.value > other.value:
                assert found[one.key].value > found[other.key].value


@given(st.lists(st.none() | st.integers(0, 5), max_size=30))
def test_the_middle_of_all_places_is_the_middle(values):
    known = [place for place, value in zip(places(values), values, strict=True) if value is not None]
    assert not known or abs(sum(known) / len(known) - MIDDLE) < 0.1
