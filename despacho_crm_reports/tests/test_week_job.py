from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.despacho_crm_reports.models.planning.despacho_week_job import DespachoWeek

from .planning_common import MONDAY, NEXT_MONDAY, PlanningCommon


@tagged("post_install", "-at_install")
class TestWeekJob(PlanningCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Of other companies and teams of the base it does not speak here.
        cls.env["res.company"].search([("id", "!=", cls.firm.id)]).week_report = False
        cls.env["crm.team"].search([("id", "!=", cls.team.id)]).week_told = NEXT_MONDAY
        cls.done(cls.ana, datetime(2026, 11, 17, 9))
        cls.planned(cls.ana, NEXT_MONDAY)

    def run_job(self):
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm_reports.ir_cron_week").method_direct_trigger()
        self.env.invalidate_all()

    def weeks(self, user=None):
        return self.env["despacho.week"].search([("user_id", "=", (user or self.ana).id)])

    def mails(self, user):
        return self.env["mail.mail"].search([("email_to", "ilike", user.email)])

    def test_at_five_to_twelve_nothing_is_written(self):
        with freeze_time(datetime(2026, 11, 20, 10, 55)):
            self.run_job()
        self.assertFalse(self.weeks())

    def test_at_noon_on_friday_each_one_has_the_week_and_its_email(self):
        self.run_job()
        week = self.weeks()
        self.assertEqual((week.date, week.calls, week.state), (MONDAY, 1, "draft"))
        mail = self.mails(self.ana)
        self.assertEqual(len(mail), 1)
        self.assertIn(f"/odoo/parte-semanal/{week.id}", mail.body_html)
        self.assertTrue(mail.attachment_ids.name.endswith(".pdf"))
        self.assertTrue(self.weeks(self.eva).mailed_on)
        self.assertFalse(self.mails(self.eva), "of who neither did nor has anything nothing is sent")

    def test_in_summer_noon_is_an_hour_before_in_utc(self):
        for hour, written in ((9, False), (10, True)):
            with freeze_time(datetime(2026, 7, 10, hour, 30)):
                self.run_job()
            self.assertEqual(bool(self.weeks()), written)

    def test_it_is_written_and_sent_once(self):
        self.run_job()
        mails = self.mails(self.ana)
        self.run_job()
        with freeze_time(datetime(2026, 11, 21, 9)):
            self.run_job()
        self.assertEqual(len(self.weeks()), 1)
        self.assertEqual(self.mails(self.ana), mails)

    def test_what_a_stop_left_undone_goes_on_until_monday(self):
        self.run_job()
        self.weeks(self.ana).mailed_on = False
        self.weeks(self.jordi).unlink()
        with freeze_time(datetime(2026, 11, 23, 8)):
            self.run_job()
        self.assertTrue(self.weeks(self.ana).mailed_on)
        self.assertEqual(self.weeks(self.jordi).date, MONDAY)
        with freeze_time(datetime(2026, 11, 24, 8)):
            self.weeks(self.jordi).unlink()
            self.run_job()
        self.assertFalse(self.weeks(self.jordi), "on Tuesday it is late")

    def test_the_leader_is_told_of_the_people_once(self):
        self.run_job()
        self.run_job()
        told = self.mails(self.berta)
        self.assertEqual(len(told), 1)
        self.assertIn("Ana", told.body_html)
        self.assertIn("Jordi", told.body_html)
        self.assertNotIn("Eva", told.body_html)
        self.assertEqual(self.team.week_told, MONDAY)

    def test_a_firm_that_does_not_want_it_has_none(self):
        self.firm.week_report = False
        self.run_job()
        self.assertFalse(self.weeks())

    def test_a_confirmed_week_is_sent_as_it_is(self):
        week = self.week_of(self.ana)
        week.action_confirm()
        self.done(self.ana, datetime(2026, 11, 20, 9))
        self.run_job()
        self.assertEqual((week.calls, bool(week.mailed_on)), (1, True))

    def test_the_paper_says_what_was_done_and_what_comes(self):
        week = self.week_of(self.ana)
        sheet = week.with_context(lang="en_US")._get_sheet()
        self.assertIn(("Calls made", "1"), sheet.facts[0].pairs)
        self.assertIn("Talleres Vega SL", sheet.sections[0].rows[0])

    def test_a_confirmed_week_is_not_asked_to_be_confirmed(self):
        template = self.env.ref("despacho_crm_reports.mail_template_week").with_context(lang="en_US")
        week = self.week_of(self.ana)
        self.assertIn("confirm it", template._render_field("subject", week.ids)[week.id])
        self.assertIn("and confirm", template._render_field("body_html", week.ids)[week.id])
        week.action_confirm()
        self.assertNotIn("confirm", template._render_field("subject", week.ids)[week.id])
        body = template._render_field("body_html", week.ids)[week.id]
        self.assertNotIn("and confirm", body)
        self.assertIn("confirmed already", body)

    def test_the_week_after_is_another(self):
        self.run_job()
        with freeze_time(datetime(2026, 11, 27, 12)):
            self.run_job()
        self.assertEqual(self.weeks().mapped("date"), [MONDAY + timedelta(days=7), MONDAY])

    def test_what_is_done_on_friday_afternoon_is_in_the_week_that_nobody_confirmed(self):
        self.run_job()
        week = self.weeks()
        with freeze_time(datetime(2026, 11, 22, 12)):
            self.done(self.ana, datetime(2026, 11, 20, 16))
            self.run_job()
            self.assertEqual(week.calls, 1, "until the week is over it waits")
        with freeze_time(datetime(2026, 11, 24, 8)):
            self.run_job()
            self.assertEqual((week.calls, week.state), (2, "draft"))
            mine = self.env["despacho.week"].with_user(self.ana).action_open_mine()
        self.assertEqual(mine["res_id"], week.id)

    def test_one_person_whose_week_fails_stops_nobody(self):
        write = DespachoWeek._write_and_send

        def failing(weeks, user, company, monday):
            if user == self.ana:
                raise UserError(weeks.env._("Not now"))
            return write(weeks, user, company, monday)

        with (
            patch.object(DespachoWeek, "_write_and_send", failing),
            mute_logger("odoo.addons.despacho_crm_reports.models.planning.despacho_week_job"),
        ):
            self.run_job()
        self.assertTrue(self.weeks(self.jordi).mailed_on)
        self.run_job()
        self.assertTrue(self.weeks(self.ana).mailed_on, "an hour later it is tried again")

    def test_a_leader_who_left_is_told_nothing(self):
        self.berta.sudo().active = False
        self.run_job()
        self.assertFalse(self.mails(self.berta))

    def test_a_team_of_all_companies_is_told_of_each_to_who_works_in_it(self):
        branch = self.new_branch()
        branch.week_report = True
        branch.partner_id.tz = "Europe/Madrid"
        self.team.company_id = False
        self.give_companies(self.jordi, self.firm | branch)
        with freeze_time(datetime(2026, 11, 20, 11, 5)):
            self.run_job()
        self.assertEqual(len(self.mails(self.berta)), 1, "she does not work in the branch")
        self.give_companies(self.berta, self.firm | branch)
        self.run_job()
        self.assertEqual(len(self.mails(self.berta)), 2)

    def test_the_paper_goes_away_with_its_email(self):
        self.run_job()
        mail = self.mails(self.ana)
        paper = mail.attachment_ids
        self.assertTrue(paper)
        mail.unlink()
        self.assertFalse(paper.exists())
