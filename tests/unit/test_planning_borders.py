from datetime import date, datetime, timedelta

import pytest

from odoo.addons.despacho_crm_reports.tools.planning import borders

MARCH, OCTOBER = date(2026, 3, 29), date(2026, 10, 25)  # the clocks change on these Sundays


@pytest.mark.parametrize(
    ("day", "hours"), [(MARCH, 23), (OCTOBER, 25), (date(2026, 3, 28), 24), (date(2026, 10, 26), 24)]
)
def test_a_day_lasts_what_the_clock_says(day, hours):
    first, after = borders.bounds(day, day)
    assert after - first == timedelta(hours=hours)


@pytest.mark.parametrize(("day", "hours"), [(MARCH, 167), (OCTOBER, 169), (date(2026, 11, 22), 168)])
def test_a_week_with_a_change_of_the_clock_is_an_hour_shorter_or_longer(day, hours):
    first, after = borders.bounds(*borders.week(day))
    assert after - first == timedelta(hours=hours)


def test_the_moments_on_both_sides_of_midnight_are_of_their_days():
    for day in (MARCH, OCTOBER, date(2026, 1, 1), date(2028, 2, 29)):
        first, after = borders.bounds(day, day)
        second = timedelta(seconds=1)
        assert borders.local(first).date() == day
        assert borders.local(first - second).date() == day - timedelta(days=1)
        assert borders.local(after - second).date() == day
        assert borders.local(after).date() == day + timedelta(days=1)


def test_days_follow_each_other_without_gaps_all_year_round():
    day, end = date(2026, 1, 1), date(2027, 1, 1)
    while day < end:
        following = day + timedelta(days=1)
        assert borders.bounds(day, day)[1] == borders.beginning(following)
        day = following


def test_the_hour_that_is_lived_twice_is_of_one_day():
    for moment in (datetime(2026, 10, 25, 0, 30), datetime(2026, 10, 25, 1, 30)):
        assert borders.local(moment) == datetime(2026, 10, 25, 2, 30)


def test_noon_is_noon_in_winter_and_in_summer():
    assert borders.moment(date(2026, 1, 9), 12) == datetime(2026, 1, 9, 11)
    assert borders.moment(date(2026, 7, 10), 12) == datetime(2026, 7, 10, 10)


def test_the_islands_are_an_hour_behind():
    assert borders.beginning(date(2026, 1, 9), "Atlantic/Canary") == datetime(2026, 1, 9, 0)


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 2, 10), date(2026, 2, 1), date(2026, 2, 28)),
        (date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_months_end_on_their_last_day(day, first, last):
    assert borders.month(day) == (first, last)


def test_a_year_of_months_goes_over_new_year():
    assert borders.months_after(date(2026, 11, 30), 3) == date(2027, 2, 1)
    assert borders.months_after(date(2026, 3, 31), -12) == date(2025, 3, 1)
    assert borders.months_after(date(2026, 1, 31), -1) == date(2025, 12, 1)


def test_weeks_begin_on_monday():
    for number in range(14):
        day = date(2026, 12, 24) + timedelta(days=number)
        monday, sunday = borders.week(day)
        assert monday.weekday() == 0 and monday <= day <= sunday and sunday - monday == timedelta(days=6)


def test_days_the_wrong_way_round_are_refused():
    with pytest.raises(ValueError, match="before"):
        borders.bounds(date(2026, 2, 2), date(2026, 2, 1))
