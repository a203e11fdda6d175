from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from odoo.addons.despacho_crm.exceptions import StageQuestion

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineProtocol(PipelineCommon):
    """«Contact Attempt»: how often to try, by which channel and when."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.protocol = cls.new_protocol()

    def protocol_step(self, lead):
        return self.opened(lead).filtered(lambda step: step.playbook_stage_id.trigger == "attempt")

    def exhaust(self, lead):
        for _time in range(3):
            self.log(lead)

    def test_a_try_without_answer_moves_a_new_lead_to_the_attempts(self):
        lead = self.new_lead()
        self.log(lead)
        self.assertEqual(lead.stage_id, self.stage("lead_attempt"))
        self.assertEqual(lead.attempt_count, 1)
        self.assertTrue(lead.last_attempt_date)

    def test_speaking_with_somebody_moves_it_to_contact_established(self):
        for result in ("spoke", "visited", "answered"):
            lead = self.new_lead()
            self.log(lead)
            self.log(lead, result)
            self.assertEqual(lead.stage_id, self.stage("lead_contacted"), result)
            self.assertEqual(lead.attempt_count, 0, "the attempts are over")

    def test_leads_only_go_forward(self):
        lead = self.new_lead(stage_id=self.stage("lead_qualifying").id)
        self.log(lead)
        self.log(lead, "spoke")
        self.assertEqual(lead.stage_id, self.stage("lead_qualifying"))

    def test_the_next_try_is_planned_by_the_protocol(self):
        lead = self.new_lead()
        self.log(lead)
        step = self.protocol_step(lead)
        self.assertEqual(step.activity_type_id, self.call)
        self.assertGreaterEqual(step.date_deadline, self.today + timedelta(days=2))
        self.assertEqual(step.user_id, self.ana)
        self.assertRegex(step.summary, r"\b2 \w+ 3\b")

    def test_who_plans_another_contact_knows_better_than_the_protocol(self):
        lead = self.new_lead()
        self.log(lead)
        own = lead.activity_schedule("mail.mail_activity_data_email", user_id=self.ana.id)
        self.assertFalse(self.protocol_step(lead))
        self.assertEqual(self.opened(lead), own)
        self.log(lead)
        self.assertEqual(self.opened(lead), own, "nor is another one planned beside it")

    def test_the_dialog_asks_with_the_try_that_is_being_written_down(self):
        lead = self.new_lead()
        step = lead.with_context(protocol_attempt="call")._protocol_next_step()
        self.assertEqual((step["attempts"], step["exhausted"]), (1, False))
        self.assertEqual(step["activity_type_id"], self.call.id)
        self.exhaust(lead)
        self.assertTrue(lead._protocol_next_step()["exhausted"])

    def ask(self, document, result, **values):
        """Write a contact that nobody had planned down, in the dialog of the document's form."""
        action = document.with_user(self.ana).action_log_contact()
        form = Form(self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"]))
        form.result = result
        for name, value in values.items():
            form[name] = value
        return form

    def test_the_dialog_of_the_leads_form_goes_on_where_the_attempts_are(self):
        lead = self.own_lead()
        self.log(lead)
        form = self.ask(lead, "no_answer")
        self.assertIn("2 attempts made of 3", form.next_message)
        form.save().action_confirm()
        self.assertRegex(self.protocol_step(lead).summary, r"\b3 \w+ 3\b")
        self.assertTrue(self.ask(lead, "no_answer").next_message.startswith("3 attempts without answer"))

    def test_the_attempt_accepted_in_the_dialog_goes_away_when_somebody_is_reached(self):
        lead = self.own_lead()
        self.ask(lead, "no_answer").save().action_confirm()
        planned = self.opened(lead)
        self.assertEqual((planned.playbook_stage_id, planned.automated), (self.stage("lead_attempt"), False))
        self.log(lead, "spoke", next=None)
        self.assertEqual(lead.stage_id, self.stage("lead_contacted"))
        self.assertFalse(planned.exists())

    def test_an_attempt_accepted_in_the_dialog_takes_the_place_of_the_one_before(self):
        lead = self.own_lead()
        for tries in (1, 2):
            self.ask(lead, "no_answer").save().action_confirm()
            self.assertRegex(self.opened(lead).summary, rf"\b{tries + 1} \w+ 3\b", "there is only one")

    def test_what_is_planned_instead_of_the_proposed_attempt_stays_when_somebody_is_reached(self):
        lead = self.own_lead()
        self.ask(lead, "no_answer", next_summary="Pasar por su oficina").save().action_confirm()
        own = self.opened(lead)
        self.log(lead, "spoke", next=None)
        self.assertIn(own, self.opened(lead))

    def test_the_lead_says_how_many_tries_were_made_and_when_the_next_is(self):
        lead = self.new_lead()
        self.assertIn("No attempt yet; first of 3", lead.protocol_message)
        self.log(lead)
        self.assertIn("1 attempt made of 3; next", lead.protocol_message)
        self.assertIn(self.call.name.lower(), lead.protocol_message)
        self.log(lead)
        self.assertIn("2 attempts made of 3; next", lead.protocol_message)

    def test_when_it_is_exhausted_the_owner_decides_and_nothing_is_forced(self):
        lead = self.new_lead()
        self.exhaust(lead)
        self.assertTrue(lead.protocol_exhausted)
        self.assertEqual(lead.stage_id, self.stage("lead_attempt"))
        decision = self.protocol_step(lead)
        self.assertTrue(decision.is_protocol_decision)
        self.assertEqual(decision.user_id, self.ana)
        self.log(lead)
        self.assertEqual(self.protocol_step(lead).mapped("is_protocol_decision"), [True], "it is asked once")

    def test_one_more_attempt(self):
        lead = self.new_lead()
        self.exhaust(lead)
        lead.with_user(self.ana).action_protocol_one_more()
        self.assertFalse(lead.protocol_exhausted)
        step = self.protocol_step(lead)
        self.assertFalse(step.is_protocol_decision)
        self.assertEqual(step.activity_type_id, self.email, "as the last one")
        self.assertRegex(step.summary, r"\b4 \w+ 4\b")
        self.log(lead)
        self.assertTrue(lead.protocol_exhausted)

    def test_after_the_last_try_it_can_be_postponed_or_discarded(self):
        lead = self.new_lead()
        self.exhaust(lead)
        action = lead.with_user(self.ana).action_snooze()
        self.assertEqual(action["res_model"], "despacho.lead.snooze")
        with self.assertRaises(StageQuestion):
            lead.with_user(self.ana).action_protocol_discard()

    def test_what_they_start_is_no_attempt_of_ours(self):
        lead = self.new_lead(stage_id=self.stage("lead_attempt").id)
        self.log(lead, "no_answer", direction="inbound")
        self.assertEqual(lead.attempt_count, 0)

    def test_attempts_of_colleagues_count(self):
        lead = self.new_lead()
        self.log(lead, user=self.sara)
        self.log(lead)
        self.assertEqual(lead.with_user(self.ana).attempt_count, 2)

    def test_dragging_to_the_attempts_plans_the_first(self):
        lead = self.new_lead()
        self.move(lead, "lead_attempt")
        self.assertRegex(self.protocol_step(lead).summary, r"\b1 \w+ 3\b")

    def test_opportunities_have_no_protocol(self):
        opportunity = self.new_lead(type="opportunity")
        self.log(opportunity)
        self.assertFalse(opportunity.protocol_message)
        self.assertEqual(opportunity._protocol_next_step(), {})

    def test_each_company_has_its_protocol_or_the_common_one(self):
        branch = self.new_branch("Filial", "es")
        common = self.new_protocol("Común", self.env["res.company"], ((self.email, 0),))
        self.env["despacho.contact.protocol"].search([("company_id", "=", False)]).sequence = 50
        common.sequence = 1
        protocols = self.env["despacho.contact.protocol"]
        self.assertEqual(protocols._for_company(self.firm), self.protocol)
        self.assertEqual(protocols._for_company(branch), common)

    def test_only_managers_write_the_protocol(self):
        self.assertTrue(self.protocol.with_user(self.ana).line_ids)
        with self.assertRaises(AccessError):
            self.protocol.with_user(self.sara).name = "Otro"
        self.protocol.with_user(self.marta).line_ids[0].delay_days = 1

    def test_the_protocol_of_another_company_is_not_seen(self):
        other = self.new_protocol("Ajeno", self.new_branch(), ((self.call, 0),))
        self.assertNotIn(other, self.as_user(self.marta, "despacho.contact.protocol").search([]))

    def test_companies_without_the_rules_are_not_moved(self):
        self.firm.pipeline_rules = False
        lead = self.new_lead()
        self.log(lead)
        self.assertEqual(lead.stage_id, self.stage("lead_new"))
        self.assertFalse(lead.protocol_message)
