from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineSpam(PipelineCommon):
    """Spam costs nobody time: it is nowhere, and can be brought back."""

    def spam(self, count=1, **values):
        leads = self.new_leads(count, **values)
        leads.with_user(self.ana).action_mark_spam()
        return leads

    def age(self, leads, days):
        leads.date_last_stage_update = fields.Datetime.now() - timedelta(days=days)
        self.env.flush_all()

    def test_many_at_once_are_archived_neither_won_nor_lost_and_without_activities(self):
        leads = self.spam(50)
        self.assertEqual(leads.stage_id, self.stage("lead_spam"))
        self.assertEqual(set(leads.mapped("active")), {False})
        self.assertEqual(set(leads.mapped("won_status")), {"pending"})
        self.assertFalse(self.opened(leads))

    def test_the_queries_do_not_grow_with_the_leads(self):
        def queries(count):
            leads = self.new_leads(count)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            leads.with_user(self.ana).with_context(tracking_disable=False).action_mark_spam()
            self.flush_tracking()
            return self.env.cr.sql_log_count - before

        queries(2)
        few, many = queries(5), queries(50)
        self.assertLess(many - few, 30, f"{few} queries for five, {many} for fifty")

    def test_nobody_is_told(self):
        leads = self.new_leads(3)
        leads.message_subscribe(self.marta.partner_id.ids)
        self.env["mail.mail"].search([]).unlink()
        self.flush_tracking()
        leads.with_user(self.ana).with_context(tracking_disable=False).action_mark_spam()
        self.flush_tracking()
        self.assertFalse(self.env["mail.mail"].search([]))
        self.assertFalse(leads.message_ids.notification_ids)

    def flush_tracking(self):
        self.env.flush_all()
        self.cr.precommit.run()

    def test_it_is_out_of_every_list_count_and_report_also_of_archived_ones(self):
        source = self.env["utm.source"].create({"name": "Formulario"})
        lead = self.spam(source_id=source.id, partner_id=self.vega.id)
        self.env["mail.activity"].flush_model()
        everything = self.env["crm.lead"].with_context(active_test=False)
        for domain in ([], [("active", "=", False)], [("source_id", "=", source.id)], [("won_status", "=", "pending")]):
            self.assertNotIn(lead, everything.search(domain), domain)
        self.assertEqual(everything.search_count([("source_id", "=", source.id)]), 0)
        self.assertFalse(everything._read_group([("source_id", "=", source.id)], ["stage_id"], ["__count"]))
        self.assertFalse(
            everything.formatted_read_group([("source_id", "=", source.id)], ["stage_id"], ["__count"]),
        )
        self.assertEqual(self.vega.with_user(self.ana).opportunity_count, 0)

    def test_the_analysis_of_activities_says_nothing_of_it(self):
        lead = self.new_lead()
        self.log(lead)
        other = self.new_lead()
        self.log(other)
        lead.with_user(self.ana).action_mark_spam()
        self.env.flush_all()
        report = self.env["crm.activity.report"].with_context(active_test=False)
        found = report.search([("lead_id", "in", (lead | other).ids)])
        self.assertEqual(found.lead_id, other)

    def test_who_asks_for_it_sees_it(self):
        lead = self.spam()
        leads = self.env["crm.lead"].with_context(active_test=False)
        self.assertIn(lead, leads.search([("is_spam", "=", True)]))
        self.assertIn(lead, leads.search([("stage_outcome", "=", "spam")]))
        self.assertIn(lead, self.env["crm.lead"].search([("id", "=", lead.id), ("active", "=", False)]))
        self.assertNotIn(lead, leads.search([("is_spam", "=", False)]))
        self.assertEqual(lead.with_user(self.ana).read(["name"])[0]["name"], lead.name)

    def test_it_follows_its_contact_although_nobody_sees_it(self):
        lead = self.spam(partner_id=self.vega.id)
        self.vega.phone = "+34 972 10 20 30"
        self.assertEqual(lead.phone, "+34 972 10 20 30")

    def test_leads_without_stage_are_no_spam(self):
        lead = self.new_lead()
        lead.write({"stage_id": False, "active": False})
        self.assertIn(lead, self.env["crm.lead"].search([("active", "=", False)]))

    def test_it_duplicates_nothing(self):
        lead = self.new_lead(email_from="eva@cliente.example", phone="+34 600 100 200")
        other = self.new_lead("Otro", email_from="eva@cliente.example", phone="+34 600 100 200")
        self.assertEqual(other.duplicate_lead_count, 1)
        lead.with_user(self.ana).action_mark_spam()
        other.invalidate_recordset()
        self.assertEqual(other.duplicate_lead_count, 0)
        self.assertNotIn(lead, other._get_lead_duplicates(email="eva@cliente.example", include_lost=True))

    def test_it_is_assigned_to_nobody(self):
        lead = self.spam(user_id=False, team_id=False)
        other = self.new_lead(user_id=False, team_id=False, vat=self.nif_of())
        self.env["crm.team.member"].create({"crm_team_id": self.team.id, "user_id": self.ana.id, "assignment_max": 30})
        self.team._action_assign_leads(force_quota=True)
        self.assertTrue(other.team_id, "what is no spam finds its team")
        self.assertFalse(lead.team_id)
        self.assertFalse(lead.user_id)

    def test_the_digest_does_not_count_it(self):
        digest = self.env["digest.digest"].create({"name": "Resumen", "company_id": self.firm.id})
        digest = digest.with_user(self.marta).with_context(
            start_datetime=fields.Datetime.now() - timedelta(days=1),
            end_datetime=fields.Datetime.now() + timedelta(days=1),
        )
        before = digest.kpi_crm_lead_created_value
        self.spam(4, company_id=self.firm.id)
        digest.invalidate_recordset()
        self.assertEqual(digest.kpi_crm_lead_created_value, before)

    def test_the_scoring_learns_nothing_from_it(self):
        frequencies = self.env["crm.lead.scoring.frequency"]
        stage = self.stage("lead_spam")
        self.env["ir.config_parameter"].sudo().set_param("crm.pls_start_date", "2000-01-01")
        leads = self.new_leads(3)
        leads.write({"probability": 0})
        before = sum(frequencies.search([]).mapped("lost_count"))
        leads.with_user(self.ana).action_mark_spam()
        self.assertEqual(sum(frequencies.search([]).mapped("lost_count")), before)
        self.env["crm.lead"].sudo()._rebuild_pls_frequency_table()
        self.env.invalidate_all()
        self.assertFalse(frequencies.search([("variable", "=", "stage_id"), ("value", "=", str(stage.id))]))

    def test_not_spam_brings_it_back_to_where_it_was(self):
        first = self.new_lead(stage_id=self.stage("lead_contacted").id)
        second = self.new_lead()
        leads = first | second
        leads.with_user(self.ana).action_mark_spam()
        leads.with_user(self.ana).action_unmark_spam()
        self.assertEqual(first.stage_id, self.stage("lead_contacted"))
        self.assertEqual(second.stage_id, self.stage("lead_new"))
        self.assertEqual(set(leads.mapped("active")), {True})
        self.assertFalse(any(leads.mapped("date_closed")))
        self.assertTrue(self.opened(first) and self.opened(second), "with what there is to do")

    def test_not_spam_gives_back_the_day_that_was_agreed(self):
        day = self.today + timedelta(days=20)
        lead = self.new_lead()
        self.move(lead, "lead_future", wake_date=day)
        notice = lead.with_user(self.ana).action_mark_spam()
        self.assertEqual(notice["params"]["lead_ids"], lead.ids, "the message takes it back at once")
        lead.with_user(self.ana).action_unmark_spam()
        self.assertEqual((lead.stage_id, lead.wake_date), (self.stage("lead_future"), day))

    def test_days_that_went_by_in_spam_stop_nobody_from_coming_back(self):
        leads = asleep, forgotten, other = self.new_leads(3)
        self.move(asleep | forgotten, "lead_future", wake_date=self.today + timedelta(days=3))
        leads.with_user(self.ana).action_mark_spam()
        forgotten.wake_date = False
        with self.in_days(4):
            leads.with_user(self.ana).action_unmark_spam()
        self.assertEqual((asleep | forgotten).stage_id, self.stage("lead_contacted"))
        self.assertEqual(other.stage_id, self.stage("lead_new"))
        self.assertFalse(any(leads.mapped("wake_date")))
        self.assertTrue(all(leads.mapped("active")))

    def test_opportunities_are_lost_not_spam(self):
        opportunity = self.new_lead(type="opportunity")
        with self.assertRaises(UserError):
            opportunity.with_user(self.ana).action_mark_spam()

    def test_dragging_to_the_column_does_the_same(self):
        lead = self.new_lead()
        self.move(lead, "lead_spam")
        self.assertFalse(lead.active)
        self.assertFalse(self.opened(lead))

    def test_it_is_deleted_when_its_time_is_over(self):
        self.firm.spam_purge_days = 30
        old, recent = self.spam(2)
        quoted = self.spam()
        self.env["sale.order"].create({"partner_id": self.vega.id, "opportunity_id": quoted.id})
        self.age(old | quoted, 31)
        self.age(recent, 29)
        lost = self.new_lead()
        self.move(lost, "lead_not_interested", lost_reason_id=self.env["crm.lost.reason"].search([], limit=1).id)
        self.age(lost, 400)
        self.run_job("ir_cron_purge_spam")
        self.assertFalse(old.exists())
        self.assertTrue(recent.exists() and lost.exists())
        self.assertTrue(quoted.exists(), "what has a quotation was no spam")

    def test_each_company_decides_how_long_it_is_kept(self):
        branch = self.new_branch("Filial", "es")
        self.firm.spam_purge_days = 0
        branch.spam_purge_days = 5
        own = self.spam(company_id=self.firm.id)
        theirs = self.new_lead(company_id=branch.id, team_id=False, user_id=False)
        theirs.action_mark_spam()
        self.age(own | theirs, 300)
        self.run_job("ir_cron_purge_spam")
        self.assertTrue(own.exists())
        self.assertFalse(theirs.exists())

    def test_what_cannot_be_deleted_stops_no_other(self):
        leads = self.spam(5)
        self.age(leads, 300)
        unlink = type(leads).unlink

        def refuse_the_first(records):
            if leads[0] in records:
                raise IntegrityError("referenced")
            return unlink(records)

        with (
            patch("odoo.addons.despacho_crm.models.pipeline.crm_lead_job._BATCH", 2),
            patch.object(type(leads), "unlink", refuse_the_first),
            mute_logger("odoo.addons.despacho_crm.models.pipeline.crm_lead_job"),
        ):
            self.run_job("ir_cron_purge_spam")
        self.assertEqual(leads.exists(), leads[0])

    def test_deleting_goes_on_where_it_was_stopped(self):
        leads = self.spam(5)
        self.age(leads, 300)
        with patch("odoo.addons.despacho_crm.models.pipeline.crm_lead_job._BATCH", 2):
            with patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *args, **kwargs: 0):
                self.env["crm.lead"]._cron_purge_spam()
            self.assertEqual(len(leads.exists()), 3)
            self.run_job("ir_cron_purge_spam")
        self.assertFalse(leads.exists())
