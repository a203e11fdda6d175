from datetime import datetime, timedelta
from unittest.mock import patch

from dateutil.relativedelta import relativedelta
from psycopg2 import IntegrityError

from odoo import Command, fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.despacho_crm.exceptions import StageQuestion

from .pipeline_common import PipelineCommon

_MODULE = "odoo.addons.despacho_crm.models.pipeline.crm_lead_job"


@tagged("post_install", "-at_install")
class TestPipelineSnooze(PipelineCommon):
    """«Contact in the Future»: leads sleep until their day."""

    def sleeping(self, days=10, **values):
        lead = self.new_lead(**values)
        self.move(lead, "lead_future", wake_date=self.today + timedelta(days=days))
        return lead

    def due(self, count=1, **values):
        """Return leads whose day was yesterday and that nobody has woken."""
        leads = self.new_leads(count, stage_id=self.stage("lead_future").id, **values)
        leads.wake_date = self.today - timedelta(days=1)
        self.env.flush_all()
        return leads

    def test_the_day_is_asked(self):
        lead = self.new_lead()
        with self.assertRaises(StageQuestion) as asked:
            self.move(lead, "lead_future")
        message, action, _button = asked.exception.args[:3]
        self.assertIn("Contact again on", message)
        self.assertEqual(action["res_model"], "despacho.lead.snooze")
        self.assertEqual(action["context"]["default_lead_ids"], lead.ids)

    def test_the_form_that_asks_puts_the_lead_to_sleep(self):
        lead = self.new_lead()
        action = lead.with_user(self.ana).action_snooze()
        form = Form(self.env["despacho.lead.snooze"].with_user(self.ana).with_context(**action["context"]))
        form.wake_date = self.today + timedelta(days=30)
        form.note = "Cambian de asesor en enero"
        form.save().action_apply()
        self.assertEqual(lead.stage_outcome, "snoozed")
        self.assertEqual(lead.wake_date, self.today + timedelta(days=30))
        self.assertIn("Cambian de asesor", lead.message_ids[0].body)

    def test_a_day_that_is_over_is_refused(self):
        lead = self.new_lead()
        with self.assertRaises(StageQuestion), self.env.cr.savepoint():
            self.move(lead, "lead_future", wake_date=self.today - timedelta(days=1))
        self.move(lead, "lead_future", wake_date=self.today)
        with self.assertRaises(ValidationError):
            lead.with_user(self.ana).wake_date = self.today - timedelta(days=1)

    def test_a_sleeping_lead_keeps_a_day(self):
        lead = self.sleeping()
        with self.assertRaises(ValidationError):
            lead.with_user(self.ana).wake_date = False

    def test_a_date_as_text_is_understood(self):
        lead = self.new_lead()
        self.move(lead, "lead_future", wake_date=fields.Date.to_string(self.today + timedelta(days=3)))
        self.assertEqual(lead.wake_date, self.today + timedelta(days=3))

    def test_a_lead_that_is_created_asleep_needs_its_day(self):
        leads = self.as_user(self.ana, "crm.lead")
        stage = self.stage("lead_future").id
        with self.assertRaises(UserError), self.env.cr.savepoint():
            leads.create({"name": "Asunto", "type": "lead", "stage_id": stage})
        created = leads.create(
            {"name": "Asunto", "type": "lead", "stage_id": stage, "wake_date": self.today + timedelta(days=2)}
        )
        self.assertEqual(created.wake_date, self.today + timedelta(days=2))

    def test_what_was_to_be_done_is_cancelled(self):
        lead = self.new_lead()
        call = lead.activity_schedule("mail.mail_activity_data_call", user_id=self.sara.id)
        before = self.opened(lead)
        self.move(lead, "lead_future", wake_date=self.today + timedelta(days=3))
        self.assertIn(call, before)
        self.assertFalse(before.exists())

    def test_while_it_sleeps_its_owner_sees_the_day_on_which_to_resume_contact(self):
        lead = self.sleeping(10)
        step = self.opened(lead)
        self.assertEqual(step.playbook_template_id, self.env.ref("despacho_crm.playbook_lead_future_1"))
        self.assertEqual((step.user_id, step.date_deadline), (self.ana, lead.wake_date))
        self.assertEqual(step.channel, "call")

    def test_the_reminder_goes_with_the_day(self):
        lead, other = self.sleeping(10), self.sleeping(10)
        lead.with_user(self.ana).wake_date = self.today + timedelta(days=20)
        self.assertEqual(self.opened(lead).date_deadline, self.today + timedelta(days=20))
        self.assertEqual(self.opened(other).date_deadline, self.today + timedelta(days=10))

    def test_once_awake_the_reminder_leaves_its_place_to_the_task_of_the_day(self):
        lead = self.sleeping(10)
        reminder = self.opened(lead)
        lead.with_user(self.ana).action_wake()
        self.assertFalse(reminder.exists())
        self.assertFalse(self.opened(lead).filtered(lambda task: task.playbook_stage_id.outcome == "snoozed"))

    def test_the_job_wakes_the_lead_on_its_day_and_tells_its_owner(self):
        lead = self.sleeping(10)
        self.run_job("ir_cron_wake_leads")
        self.assertEqual(lead.stage_outcome, "snoozed", "its day has not come")
        with self.in_days(10) as day:
            self.run_job("ir_cron_wake_leads")
            self.assertEqual(lead.stage_id, self.stage("lead_contacted"))
            self.assertFalse(lead.wake_date)
            task = self.opened(lead).filtered(lambda activity: not activity.playbook_stage_id)
            self.assertEqual(task.user_id, self.ana)
            self.assertEqual(task.date_deadline, day)
            self.assertIn(lead.name, task.summary)

    def test_the_form_says_itself_that_the_day_is_over(self):
        lead = self.new_lead()
        action = lead.with_user(self.ana).action_snooze()
        form = Form(self.env["despacho.lead.snooze"].with_user(self.ana).with_context(**action["context"]))
        form.wake_date = self.today - timedelta(days=1)
        with self.assertRaisesRegex(ValidationError, "over") as refused:
            form.save().action_apply()
        self.assertNotIsInstance(refused.exception, StageQuestion, "it would open the same form again")

    def test_the_form_counts_the_months(self):
        lead = self.new_lead()
        action = lead.with_user(self.ana).action_snooze()
        form = Form(self.env["despacho.lead.snooze"].with_user(self.ana).with_context(**action["context"]))
        form.months = "3"
        self.assertEqual(form.wake_date, self.today + relativedelta(months=3))
        form.wake_date = self.today + timedelta(days=5)
        form.save().action_apply()
        self.assertEqual(lead.wake_date, self.today + timedelta(days=5), "the day that is written counts")

    def test_who_never_answered_goes_on_being_tried(self):
        tried, reached = self.new_leads(2)
        self.log(tried)
        self.log(reached)
        self.log(reached, "spoke")
        for lead in (tried, reached):
            self.move(lead, "lead_future", wake_date=self.today + timedelta(days=1))
        with self.in_days(1):
            self.run_job("ir_cron_wake_leads")
        self.assertEqual(tried.stage_id, self.stage("lead_attempt"))
        self.assertEqual(reached.stage_id, self.stage("lead_contacted"))
        calls = self.opened(tried).filtered(lambda activity: activity.activity_type_id == self.call)
        self.assertEqual(len(calls), 1, "the protocol plans no other call for the same day")

    def test_a_missed_night_is_made_up_for(self):
        lead = self.sleeping(10)
        with self.in_days(14):
            self.run_job("ir_cron_wake_leads")
            self.assertEqual(lead.stage_id, self.stage("lead_contacted"))

    def test_running_the_job_again_adds_nothing(self):
        lead = self.due()
        self.run_job("ir_cron_wake_leads")
        tasks = self.opened(lead)
        self.run_job("ir_cron_wake_leads")
        self.assertEqual(self.opened(lead), tasks)

    def test_the_job_goes_on_where_it_was_stopped(self):
        leads = self.due(5)
        with patch(f"{_MODULE}._BATCH", 2):
            with patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *args, **kwargs: 0):
                self.env["crm.lead"]._cron_wake_leads()
            self.assertEqual(leads.mapped("stage_outcome"), ["open"] * 2 + ["snoozed"] * 3)
            self.run_job("ir_cron_wake_leads")
        self.assertEqual(leads.mapped("stage_outcome"), ["open"] * 5)
        for lead in leads:
            self.assertEqual(len(self.opened(lead).filtered(lambda task: not task.playbook_stage_id)), 1)

    def test_a_lead_that_cannot_be_woken_stops_no_other(self):
        leads = self.due(3)
        wake = type(leads)._wake

        def fail_for_the_second(records):
            if leads[1] in records:
                raise IntegrityError("locked")
            return wake(records)

        with (
            patch.object(type(leads), "_wake", fail_for_the_second),
            mute_logger(_MODULE),
        ):
            self.run_job("ir_cron_wake_leads")
        self.assertEqual(leads.mapped("stage_outcome"), ["open", "snoozed", "open"])

    def test_the_day_begins_when_it_begins_in_the_company(self):
        night = datetime(2026, 7, 1, 22, 30)  # half past midnight of the 2nd in Madrid
        self.firm.resource_calendar_id.tz = "Europe/Madrid"
        with patch.object(fields.Datetime, "now", lambda *args: night):
            self.assertEqual(self.firm._pipeline_today(), fields.Date.to_date("2026-07-02"))
            self.firm.resource_calendar_id.tz = "Atlantic/Canary"
            self.assertEqual(self.firm._pipeline_today(), fields.Date.to_date("2026-07-01"))
            self.firm.resource_calendar_id.tz = "America/New_York"
            self.assertEqual(self.firm._pipeline_today(), fields.Date.to_date("2026-07-02"), "a Spanish firm")

    def test_it_can_be_taken_up_again_before_its_day(self):
        lead = self.sleeping()
        lead.with_user(self.ana).action_wake()
        self.assertEqual(lead.stage_id, self.stage("lead_contacted"))
        other = self.sleeping()
        self.move(other, "lead_interested")
        self.assertFalse(other.wake_date, "it sleeps no more")

    def test_attempts_begin_again_when_it_is_taken_up(self):
        lead = self.new_lead()
        for _time in range(3):
            self.log(lead)
        self.assertEqual(lead.attempt_count, 3)
        self.move(lead, "lead_future", wake_date=self.today + timedelta(days=3))
        with self.in_days(3):
            self.move(lead, "lead_attempt")
            lead._protocol_changed()
            self.assertEqual(lead.attempt_count, 0)

    def test_each_company_wakes_its_leads(self):
        branch = self.new_branch("Filial", "es")
        self.give_companies(self.ana, self.firm | branch)
        lead = self.due(company_id=branch.id, team_id=False)
        self.run_job("ir_cron_wake_leads")
        self.assertEqual(lead.stage_outcome, "open")

    def test_the_lead_of_somebody_who_left_is_for_the_leader_of_the_team(self):
        lead = self.due()
        self.ana.active = False
        self.run_job("ir_cron_wake_leads")
        self.assertEqual(lead.stage_outcome, "open")
        self.assertTrue(self.opened(lead).filtered("playbook_stage_id"), "its playbook too")
        self.assertEqual(self.opened(lead).user_id, self.marta)

    def test_the_lead_of_nobody_is_for_a_manager_of_its_company(self):
        group = self.env.ref("despacho_crm.group_manager")
        group.all_user_ids.filtered(lambda user: user != self.marta).write({"active": False})
        lead = self.due(user_id=False, team_id=False)
        self.run_job("ir_cron_wake_leads")
        task = self.opened(lead)
        self.assertEqual(task.user_id, self.marta)
        self.assertIn(lead.name, task.summary)

    def test_a_manager_of_another_company_is_told_nothing(self):
        branch = self.new_branch("Filial", "es")
        self.assertNotIn(self.marta, branch._pipeline_manager())
        self.give_companies(self.marta, self.firm | branch)
        self.env["res.groups"].invalidate_model()
        found = branch._pipeline_manager()
        self.assertIn(branch, found.company_ids)
        self.assertTrue(found.active)

    def test_a_lead_without_company_wakes_by_the_day_of_its_salesperson(self):
        branch = self.new_branch("Filial", "es")
        self.give_companies(self.ana, self.firm | branch)
        self.ana.company_id = branch
        lead = self.due()
        lead.company_id = False
        self.env.flush_all()
        domain = self.env["crm.lead"]._pipeline_company_domain
        self.assertEqual(lead._pipeline_company(), branch)
        self.assertIn(lead, self.env["crm.lead"].search(domain(branch)))
        self.assertNotIn(lead, self.env["crm.lead"].search(domain(self.firm)))
        self.run_job("ir_cron_wake_leads")
        self.assertEqual(lead.stage_outcome, "open")

    def test_every_lead_is_of_one_company(self):
        branch = self.new_branch("Filial", "es")
        team = self.env["crm.team"].create({"name": "De la filial", "company_id": False})
        leads = self.new_leads(3, user_id=False, team_id=False)
        leads[0].company_id = branch
        leads[1].write({"team_id": team.id, "company_id": False})
        team.company_id = branch
        leads[2].company_id = False
        self.env.flush_all()
        companies = [branch, branch, self.firm]
        self.assertEqual([lead._pipeline_company() for lead in leads], companies)
        for lead, own in zip(leads, companies, strict=True):
            for company in (self.firm, branch):
                found = self.env["crm.lead"].search(self.env["crm.lead"]._pipeline_company_domain(company))
                self.assertEqual(lead in found, company == own, (lead.name, company.name))

    def test_several_leads_sleep_at_once(self):
        leads = self.new_leads(3)
        wizard = self.as_user(self.ana, "despacho.lead.snooze").create(
            {
                "lead_ids": [Command.set(leads.ids)],
                "stage_id": self.stage("lead_future").id,
                "wake_date": self.today + timedelta(days=7),
            }
        )
        wizard.action_apply()
        self.assertEqual(leads.mapped("stage_outcome"), ["snoozed"] * 3)
