"""How large the market of a profile is: told with its range, and nothing where nothing is known."""

import doctest
from math import hypot

import pytest

from odoo.addons.despacho_crm_reports.tools.portfolio import market
from odoo.addons.despacho_crm_reports.tools.portfolio.market import PAID_BACK, Cell, revenue_range, sized


def test_the_examples_are_true():
    assert doctest.testmod(market).failed == 0


def test_without_clients_nothing_is_expected():
    assert sized([Cell("all", 5000, 0, 0.0)])[0][2:] == (0.0, (0.0, 0.0), 0.0, (0.0, 0.0))


def test_only_who_is_no_client_yet_is_market():
    assert sized([Cell("all", 5000, 200, 1.0)])[0].companies == 4800


def test_where_the_firm_has_many_its_own_share_counts():
    hotels, rest = sized([Cell("hotels", 10000, 1000, 3e6), Cell("rest", 90000, 900, 9e5)])
    assert hotels.clients / hotels.companies == pytest.approx(0.1, rel=0.03)
    assert rest.clients / rest.companies == pytest.approx(0.01, rel=0.03)
    assert hotels.revenue / hotels.clients == pytest.approx(3000, rel=0.05)


def test_where_it_has_none_the_whole_says_what_to_expect():
    _all, few = sized([Cell("all", 100000, 2000, 4e6), Cell("few", 20, 0, 0.0)])
    assert few.clients / few.companies == pytest.approx(0.02, rel=0.15)
    assert few.revenue / few.clients == pytest.approx(2000, rel=0.01)


def test_the_range_is_wider_the_less_is_known():
    many, few = sized([Cell("many", 100000, 2000, 4e6), Cell("few", 500, 10, 2e4)])

    def width(market):
        return (market.clients_range[1] - market.clients_range[0]) / market.clients

    assert many.clients_range[0] < many.clients < many.clients_range[1]
    assert width(few) > 5 * width(many)


def test_what_100_clients_buy_is_known_as_well_as_their_average():
    # Of 100 who buy 1000 on average with a deviation of 500, the average is known within 1.96 x 500 / 10 = 98.
    low, high = revenue_range(1000.0, 1.0, 1.0, 0.5, 100)
    assert (low, high) == pytest.approx((902.0, 1098.0), abs=0.01)


def test_both_errors_add_up_as_the_sides_of_a_right_angle():
    low, high = revenue_range(1000.0, 0.7, 1.4, 0.5, 100)
    assert 1000 - low == pytest.approx(1000 * hypot(0.3, 0.098), abs=0.01)
    assert high - 1000 == pytest.approx(1000 * hypot(0.4, 0.098), abs=0.01)


def test_revenue_never_falls_below_none():
    assert revenue_range(1000.0, 0.5, 1.5, 3.0, 4)[0] == 0.0


def test_where_clients_buy_very_differently_the_revenue_is_known_less_and_expected_the_same():
    cells = [Cell("shops", 10000, 100, 1e5), Cell("hotels", 500, 4, 2e4)]
    for alike, differently in zip(sized(cells), sized(cells, 2.0), strict=True):
        assert differently[:5] == alike[:5]
        assert differently.revenue_range[0] < alike.revenue_range[0]
        assert differently.revenue_range[1] > alike.revenue_range[1]


def test_the_range_of_a_cell_is_that_of_its_share_and_of_what_its_clients_and_those_held_back_buy():
    cell = Cell("all", 100000, 2000, 4e6)
    found = sized([cell], 1.5)[0]
    share = found.clients_range[1] / found.clients - 1
    paid = 1.959964 * 1.5 / (2000 + PAID_BACK) ** 0.5
    assert found.revenue_range[1] == pytest.approx(found.revenue * (1 + hypot(share, paid)), rel=1e-6)
