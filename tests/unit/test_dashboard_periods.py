"""The periods that the dashboards are read by."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm_reports.tools.dashboard.periods import PERIODS, days

TODAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("last_12_months", date(2025, 3, 1), date(2026, 2, 28)),
        ("this_month", date(2026, 2, 1), date(2026, 2, 28)),
        ("last_month", date(2026, 1, 1), date(2026, 1, 31)),
        ("this_quarter", date(2026, 1, 1), date(2026, 3, 31)),
        ("last_quarter", date(2025, 10, 1), date(2025, 12, 31)),
        ("this_year", date(2026, 1, 1), date(2026, 12, 31)),
        ("last_year", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_has_its_first_and_its_last_day(period, first, last):
    assert days(period, date(2026, 2, 28)) == (first, last)


def test_a_february_of_29_days_ends_on_its_last():
    assert days("this_month", date(2028, 2, 1))[1] == date(2028, 2, 29)


@given(TODAYS)
def test_what_is_under_way_has_today_and_what_is_over_ends_where_it_began(today):
    for period in PERIODS:
        first, last = days(period, today)
        assert first.day == 1 and (last + timedelta(days=1)).day == 1
        assert (first <= today <= last) == (period not in ("last_month", "last_quarter", "last_year"))
    for length in ("month", "quarter", "year"):
        assert days(f"last_{length}", today)[1] + timedelta(days=1) == days(f"this_{length}", today)[0]


def test_a_period_that_does_not_exist_is_said():
    with pytest.raises(ValueError, match="fortnight"):
        days("fortnight", date(2026, 2, 28))
