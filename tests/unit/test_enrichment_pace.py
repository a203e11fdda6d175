"""A source is asked at its rate and within its budget, and left in peace when it does not answer."""

from datetime import datetime, timedelta

from odoo.addons.despacho_crm.tools.enrichment.pace import Pace, allowance, is_broken, wait

#: Ten to midnight in Spain.
NOW = datetime(2026, 11, 22, 22, 50, 0)


def test_without_rate_nor_budget_a_whole_batch_is_asked():
    assert allowance(Pace(), NOW, batch=50) == (50, None)


def test_what_is_left_of_the_minute_is_asked_and_then_the_next_minute_is_waited_for():
    pace = Pace().at(NOW).add(25)
    assert allowance(pace, NOW, rate=30, batch=50) == (5, None)
    pace = pace.add(5)
    assert allowance(pace, NOW + timedelta(seconds=20), rate=30, batch=50) == (0, NOW + timedelta(minutes=1))
    assert allowance(pace, NOW + timedelta(minutes=1), rate=30, batch=50) == (30, None)


def test_the_budget_of_the_day_is_not_exceeded_and_comes_back_at_midnight_in_spain():
    pace = Pace().at(NOW).add(95)
    assert allowance(pace, NOW, budget=100, batch=50) == (5, None)
    assert allowance(pace.add(5), NOW, budget=100, batch=50) == (0, datetime(2026, 11, 22, 23))
    assert allowance(pace.add(5), NOW + timedelta(minutes=11), budget=100, batch=50) == (50, None)


def test_in_summer_midnight_comes_an_hour_earlier():
    now = datetime(2026, 7, 1, 21, 59)
    pace = Pace().at(now).add(100)
    assert allowance(pace, now, budget=100, batch=50) == (0, datetime(2026, 7, 1, 22))
    assert allowance(pace, datetime(2026, 7, 1, 22), budget=100, batch=50) == (50, None)


def test_a_clock_that_was_put_back_does_not_stop_it():
    pace = Pace().at(NOW).add(30)
    assert allowance(pace, NOW - timedelta(hours=1), rate=30, batch=50) == (30, None)


def test_each_failure_makes_the_wait_twice_as_long_up_to_six_hours():
    minutes = [wait(failures).total_seconds() / 60 for failures in (1, 2, 3, 4, 9, 40, 10**6)]
    assert minutes == [1, 2, 4, 8, 256, 360, 360]


def test_what_the_source_asks_for_is_obeyed_unless_it_is_nonsense():
    assert wait(1, 30) == timedelta(seconds=30)
    assert wait(1, 0) == timedelta(seconds=1)
    assert wait(1, 10**9) == timedelta(days=2)
    for nonsense in (-1, float("inf"), float("nan"), "soon", True, None):
        assert wait(2, nonsense) == timedelta(minutes=2)


def test_it_is_taken_for_down_after_five_failures():
    assert [is_broken(failures) for failures in (0, 4, 5)] == [False, False, True]
