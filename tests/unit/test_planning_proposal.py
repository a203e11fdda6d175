"""What is proposed for a month."""

import pytest

from odoo.addons.despacho_crm_reports.tools.planning import proposal


@pytest.mark.parametrize(
    ("bases", "money", "expected"),
    [
        ((10, 20, None), False, 15),
        ((10, 15, None), False, 13),
        ((None, 7.1, None), False, 8),
        ((0, 5, None), False, 3),
        ((None, None, None), False, 0),
        ((1000, 2000, 6000), True, 3000),
        ((1001, None, None), True, 1010),
        ((0.1 + 0.2, None, None), False, 1),
        ((3.0000000001, None, None), False, 3),
    ],
)
def test_the_proposal_is_the_mean_of_what_is_known_rounded_up(bases, money, expected):
    assert proposal.proposed(bases, money) == expected


def test_months_in_which_nobody_worked_do_not_lower_the_mean():
    worked = {"calls": 12, "visits": 0}
    away = {"calls": 0, "visits": 0}
    assert proposal.recent([worked, away, worked]) == {"calls": 12, "visits": 0}


def test_a_kind_without_anything_counts_in_the_months_worked():
    assert proposal.recent([{"calls": 10, "visits": 4}, {"calls": 10, "visits": 0}])["visits"] == 2


def test_who_never_worked_has_no_mean():
    assert proposal.recent([{"calls": 0}, {"calls": 0}]) == {}
    assert proposal.recent([]) == {}
