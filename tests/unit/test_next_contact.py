from datetime import date

import pytest

from odoo.addons.despacho_crm.tools.next_contact import days_until_next, next_day


@pytest.mark.parametrize(
    ("result", "reaction", "days"),
    [
        ("no_answer", None, 2),
        ("left_message", None, 3),
        ("wrong_number", None, 1),
        ("bounced", "interested", 1),
        ("spoke", None, 7),
        ("spoke", "interested", 2),
        ("visited", "undecided", 15),
        ("answered", "later", 90),
        ("spoke", "complaint", 1),
        ("spoke", "not_interested", None),
        ("refused", "interested", None),
        (None, None, None),
    ],
)
def test_the_days_depend_on_what_happened_and_on_the_answer(result, reaction, days):
    assert days_until_next(result, reaction) == days


@pytest.mark.parametrize(
    ("done", "days", "expected"),
    [
        (date(2026, 3, 2), 2, date(2026, 3, 4)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 6), 2, date(2026, 3, 9)),
        (date(2026, 3, 6), 3, date(2026, 3, 9)),
        (date(2026, 3, 7), 0, date(2026, 3, 9)),
        (date(2026, 12, 30), 3, date(2027, 1, 4)),
    ],
)
def test_the_next_day_is_a_working_day(done, days, expected):
    assert next_day(done, days) == expected
