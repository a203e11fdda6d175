from datetime import timedelta

from odoo.tests import Form, tagged

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineResultStage(PipelineCommon):
    """Who says no, or later, takes the lead where it belongs: the dialog of the result proposes it."""

    def ask(self, records, result, reaction=False):
        records = records.with_user(self.ana)
        action = records.action_log_result() if records._name == "mail.activity" else records.action_log_contact()
        form = Form(self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"]))
        form.result = result
        if reaction:
            form.reaction = reaction
        return form

    def test_who_refuses_contact_is_tried_no_more(self):
        lead = self.own_lead()
        self.log(lead)
        form = self.ask(lead, "refused")
        self.assertEqual(form.proposed_stage_id, self.stage("lead_not_interested"))
        form.save().action_confirm()
        self.assertEqual((lead.stage_id, lead.won_status), (self.stage("lead_not_interested"), "lost"))
        self.assertEqual(lead.lost_reason_id, self.env.ref("despacho_crm.lost_reason_refused"))
        self.assertFalse(self.opened(lead).filtered("channel"), "nobody calls again")

    def test_who_is_not_interested_is_closed_with_the_reason_that_is_chosen(self):
        lead = self.own_lead()
        call = lead.activity_schedule("mail.mail_activity_data_call", user_id=self.ana.id)
        form = self.ask(call, "spoke", "not_interested")
        form.lost_reason_id = self.price
        form.save().action_confirm()
        self.assertEqual((lead.stage_id, lead.lost_reason_id), (self.stage("lead_not_interested"), self.price))
        self.assertEqual(self.done(lead).mapped("result"), ["spoke"])

    def test_who_asks_for_time_sleeps_until_the_day_that_was_agreed(self):
        lead = self.own_lead()
        form = self.ask(lead, "spoke", "later")
        self.assertEqual(form.proposed_stage_id, self.stage("lead_future"))
        day = self.today + timedelta(days=40)
        form.next_date = day
        form.save().action_confirm()
        self.assertEqual((lead.stage_outcome, lead.wake_date), ("snoozed", day))
        self.assertEqual(self.opened(lead).mapped("date_deadline"), [day], "only what its stage plans for that day")

    def test_it_is_proposed_and_not_forced(self):
        lead = self.own_lead()
        form = self.ask(lead, "spoke", "not_interested")
        form.move_stage = False
        form.save().action_confirm()
        self.assertEqual(lead.stage_id, self.stage("lead_contacted"))

    def test_several_leads_end_together(self):
        leads = self.own_lead() | self.own_lead()
        self.ask(leads, "spoke", "not_interested").save().action_confirm()
        self.assertEqual(leads.stage_id, self.stage("lead_not_interested"))

    def test_nothing_is_proposed_of_others(self):
        offer, lead = self.own_lead("opportunity"), self.own_lead()
        self.assertFalse(self.ask(offer, "spoke", "not_interested").proposed_stage_id, "what is offered is lost apart")
        self.assertFalse(self.ask(offer | lead, "refused").proposed_stage_id)
        self.assertFalse(self.ask(self.vega, "refused").proposed_stage_id)
        self.assertFalse(self.ask(lead, "spoke", "interested").proposed_stage_id)

    def test_what_is_next_is_for_who_attends_to_the_lead(self):
        lead = self.own_lead()
        action = lead.with_user(self.sara).action_log_contact()
        form = Form(self.env[action["res_model"]].with_user(self.sara).with_context(**action["context"]))
        self.assertEqual(form.next_user_id, self.ana)
        lead.user_id = False
        form = Form(self.env[action["res_model"]].with_user(self.sara).with_context(**action["context"]))
        self.assertEqual(form.next_user_id, self.sara)
