"""When somebody who did not answer is called again."""

from datetime import datetime

import pytest

from odoo.addons.despacho_crm.tools.call_back import call_back


@pytest.mark.parametrize(
    ("moment", "days", "again"),
    [
        (datetime(2026, 11, 23, 11, 0), 2, datetime(2026, 11, 25, 16, 30)),
        (datetime(2026, 11, 23, 17, 0), 2, datetime(2026, 11, 25, 10, 0)),
        (datetime(2026, 11, 26, 11, 0), 2, datetime(2026, 11, 30, 16, 30)),
        (datetime(2026, 11, 23, 11, 0), 0, datetime(2026, 11, 23, 16, 30)),
        (datetime(2026, 11, 23, 18, 0), 0, datetime(2026, 11, 24, 10, 0)),
    ],
)
def test_who_did_not_answer_is_called_at_another_hour_of_a_working_day(moment, days, again):
    assert call_back(moment, days) == again
