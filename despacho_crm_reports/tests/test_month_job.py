from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.despacho_crm_reports.models.planning.despacho_month_state import DespachoMonth

from .month_common import NOVEMBER, MonthCommon

_DECEMBER = date(2026, 12, 1)


@tagged("post_install", "-at_install")
class TestMonthJob(MonthCommon):
    """What the night does: prepares, begins, counts and closes, once each."""

    def months(self, user, first=NOVEMBER):
        return self.env["despacho.month"].search([("user_id", "=", user.id), ("date", "=", first)])

    def team_month(self, first=NOVEMBER):
        return self.env["despacho.month"].search(
            [("user_id", "=", False), ("team_id", "=", self.team.id), ("date", "=", first)]
        )

    def asked(self, month):
        return month.activity_ids

    def test_the_first_night_prepares_and_begins_the_month_of_everybody(self):
        self.run_job()
        months = self.months(self.ana) | self.months(self.bea) | self.months(self.leo) | self.team_month()
        self.assertEqual(len(months), 4)
        self.assertEqual(set(months.mapped("state")), {"running"})
        self.assertEqual(self.line(self.team_month(), "calls").result, 3)
        self.assertEqual(self.line(self.team_month(), "calls").target, 14)
        self.assertFalse(self.months(self.pau), "who is not of the CRM has no objectives")

    def test_a_second_night_changes_nothing(self):
        self.run_job()
        before = self.env["despacho.month"].search([])
        activities = self.asked(before)
        self.run_job()
        self.assertEqual(self.env["despacho.month"].search([]), before)
        self.assertEqual(self.asked(before), activities)

    def test_the_next_month_is_prepared_in_the_last_days_of_this_one(self):
        with freeze_time("2026-11-23 02:00:00"):
            self.run_job()
            self.assertFalse(self.months(self.ana, _DECEMBER))
        with freeze_time("2026-11-24 02:00:00"):
            self.run_job()
        self.assertEqual(self.months(self.ana, _DECEMBER).state, "plan")

    def test_it_begins_on_its_first_day_in_madrid(self):
        self.prepare(self.ana, _DECEMBER)
        with freeze_time("2026-11-30 22:30:00"):
            self.run_job()
            self.assertEqual(self.months(self.ana, _DECEMBER).state, "plan")
        with freeze_time("2026-11-30 23:30:00"):
            self.run_job()
        self.assertEqual(self.months(self.ana, _DECEMBER).state, "running")

    def test_people_are_asked_to_look_at_it_and_then_to_say_how_it_went(self):
        self.run_job()
        month = self.months(self.ana)
        self.assertEqual((self.asked(month).user_id, self.asked(month).date_deadline), (self.ana, date(2026, 11, 5)))
        self.assertFalse(self.asked(self.months(self.leo)), "who aims at nothing is not asked")
        with freeze_time("2026-12-01 02:00:00"):
            self.run_job()
        self.assertEqual((month.state, self.asked(month).date_deadline), ("running", date(2026, 12, 5)))
        self.assertEqual(self.asked(self.team_month()).user_id, self.sara)

    def test_a_month_that_nobody_closed_closes_by_itself(self):
        self.run_job()
        month, of_team = self.months(self.ana), self.team_month()
        with freeze_time("2026-12-05 02:00:00"):
            self.run_job()
            self.assertEqual((month.state, of_team.state), ("running", "running"))
        with freeze_time("2026-12-06 02:00:00"):
            self.run_job()
        self.assertEqual((month.state, of_team.state), ("closed", "closed"))
        self.assertEqual((self.line(month, "calls").done, self.line(of_team, "calls").done), (3, 3))
        self.assertFalse(self.asked(month), "nothing is asked of it any more")

    def test_what_was_done_is_counted_every_night(self):
        self.run_job()
        self.calls(self.ana, "2026-11-10", 2, hour=9)
        self.run_job()
        self.assertEqual(self.line(self.months(self.ana), "calls").result, 3, "once a day is enough")
        with freeze_time("2026-11-11 02:00:00"):
            self.run_job()
        self.assertEqual(self.line(self.months(self.ana), "calls").result, 5)

    def test_one_month_that_fails_stops_no_other(self):
        self.prepare(self.ana | self.bea, teams=self.team)
        start = DespachoMonth._start

        def failing(months):
            if months.user_id == self.ana:
                raise UserError(months.env._("Not now"))
            return start(months)

        with (
            patch.object(DespachoMonth, "_start", failing),
            mute_logger("odoo.addons.despacho_crm_reports.models.planning.despacho_month_job"),
        ):
            self.run_job()
        self.assertEqual(self.months(self.bea).state, "running")
        self.run_job()
        self.assertEqual(self.months(self.ana).state, "running")

    def test_each_person_plans_in_their_own_company(self):
        branch = self.new_branch(country="es")
        self.leo.sudo().write({"company_ids": [(4, branch.id)], "company_id": branch.id})
        self.run_job()
        self.assertEqual(self.months(self.leo).company_id, branch)

    def test_the_months_of_a_company_in_which_nobody_plans_any_more_are_closed(self):
        branch = self.new_branch(country="es")
        self.leo.sudo().write({"company_ids": [(4, branch.id)], "company_id": branch.id})
        self.run_job()
        month = self.months(self.leo)
        self.leo.sudo().write({"company_ids": [(6, 0, self.firm.ids)], "company_id": self.firm.id})
        with freeze_time("2026-12-06 02:00:00"):
            self.run_job()
        self.assertEqual((month.company_id, month.state), (branch, "closed"))

    def test_a_month_that_has_not_begun_goes_with_its_person(self):
        other = self.env["crm.team"].create({"name": "Labour team", "company_id": self.firm.id})
        with freeze_time("2026-11-25 02:00:00"):
            self.run_job()
            was = self.line(self.team_month(_DECEMBER), "calls").target
            hers = self.line(self.months(self.bea, _DECEMBER), "calls").target
            self.assertTrue(hers)
            self.team.crm_team_member_ids.filtered(lambda member: member.user_id == self.bea).active = False
            self.env["crm.team.member"].create({"user_id": self.bea.id, "crm_team_id": other.id})
            self.run_job()
        self.assertEqual(self.months(self.bea, _DECEMBER).team_id, other)
        self.assertEqual(self.months(self.bea).team_id, self.team, "that under way stays where it began")
        self.assertEqual(self.line(self.team_month(_DECEMBER), "calls").target, was - hers)
        of_other = self.env["despacho.month"].search([("team_id", "=", other.id), ("user_id", "=", False)])
        self.assertEqual(self.line(of_other.filtered(lambda month: month.date == _DECEMBER), "calls").target, hers)

    def test_who_has_left_has_no_month_to_come_and_is_asked_nothing(self):
        with freeze_time("2026-11-25 02:00:00"):
            self.run_job()
            was = self.line(self.team_month(_DECEMBER), "calls").target
            hers = self.line(self.months(self.bea, _DECEMBER), "calls").target
            self.bea.sudo().action_archive()
            self.run_job()
        self.assertFalse(self.months(self.bea, _DECEMBER))
        self.assertEqual(self.line(self.team_month(_DECEMBER), "calls").target, was - hers)
        month = self.months(self.bea)
        self.asked(month).unlink()
        with freeze_time("2026-12-02 02:00:00"):
            self.run_job()
        self.assertEqual((month.state, bool(self.asked(month))), ("running", False))
        with freeze_time("2026-12-06 02:00:00"):
            self.run_job()
        self.assertEqual(month.state, "closed")
