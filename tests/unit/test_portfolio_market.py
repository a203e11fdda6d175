"""How large the market of a profile is: told with its range, and nothing where nothing is known."""

import pytest

from odoo.addons.despacho_crm_reports.tools.portfolio.market import Cell, sized


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
