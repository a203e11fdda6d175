"""The protocol of attempts: which try is next and on which day."""

from datetime import date

import pytest

from odoo.addons.despacho_crm.tools.protocol import next_try

TUESDAY = date(2026, 11, 24)
DELAYS = [0, 2, 3, 5]


def test_the_first_try_is_on_the_day_that_its_line_says():
    following = next_try(DELAYS, 0, None, TUESDAY)
    assert (following.number, following.total, following.line, following.day) == (1, 4, 0, TUESDAY)


def test_each_try_counts_its_days_from_the_one_before():
    assert next_try(DELAYS, 1, TUESDAY, TUESDAY).day == date(2026, 11, 26)
    assert next_try(DELAYS, 2, date(2026, 11, 19), TUESDAY).day == TUESDAY, "never before today"


def test_a_try_that_falls_on_the_weekend_waits_for_monday():
    assert next_try(DELAYS, 3, TUESDAY, TUESDAY).day == date(2026, 11, 30)
    assert next_try(DELAYS, 0, None, date(2026, 11, 28)).day == date(2026, 11, 30)


@pytest.mark.parametrize("attempts", [4, 5, 40])
def test_after_the_last_line_nothing_is_next(attempts):
    following = next_try(DELAYS, attempts, TUESDAY, TUESDAY)
    assert following.exhausted
    assert following.day is None


def test_one_more_try_repeats_the_last_line():
    following = next_try(DELAYS, 4, TUESDAY, TUESDAY, extra=1)
    assert (following.number, following.total, following.line) == (5, 5, 3)
    assert next_try(DELAYS, 5, TUESDAY, TUESDAY, extra=1).exhausted


def test_a_protocol_without_lines_asks_for_nothing():
    assert next_try([], 0, None, TUESDAY).exhausted
