from odoo.tests import Form, tagged

from .activity_common import ActivityCommon


@tagged("post_install", "-at_install")
class TestActivityLog(ActivityCommon):
    """A contact that nobody planned is written down, and what it counts for."""

    def test_a_contact_that_nobody_planned_is_logged_on_leads_and_partners(self):
        for document, partner in ((self.lead, self.vega), (self.pilar, self.pilar)):
            action = document.with_user(self.ana).action_log_contact()
            form = Form(self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"]))
            form.channel = "email"
            form.direction = "inbound"
            form.result = "answered"
            form.feedback = "Pide cita"
            form.save().action_confirm()
            logged = self.log_of(document)
            self.assertEqual((logged.channel, logged.direction, logged.user_id), ("email", "inbound", self.ana))
            self.assertEqual(logged.partner_id, partner)

    def log_contact(self, document):
        action = document.with_user(self.ana).action_log_contact()
        return Form(self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"]))

    def test_a_contact_with_a_client_counts_for_the_only_thing_that_is_open(self):
        for document in (self.vega, self.luis):
            form = self.log_contact(document)
            self.assertEqual(form.counts_for_id, self.lead)
            form.result = "no_answer"
            form.save().action_confirm()
        self.assertEqual(len(self.log_of(self.lead)), 2)
        self.assertEqual(len(self.open_of(self.lead).filtered("channel")), 1, "there is one next contact")
        self.assertFalse(self.log_of(self.vega) | self.open_of(self.vega))

    def test_whoever_writes_the_contact_down_decides_what_it_counts_for(self):
        form = self.log_contact(self.vega)
        form.counts_for_id = self.env["crm.lead"]
        form.result = "spoke"
        form.save().action_confirm()
        self.assertEqual(self.log_of(self.vega).result, "spoke")
        self.assertFalse(self.log_of(self.lead))

    def test_of_several_open_leads_none_is_guessed_and_what_is_closed_counts_for_nothing(self):
        other = self.lead.copy({"name": "Herencia"})
        form = self.log_contact(self.vega)
        self.assertFalse(form.counts_for_id)
        self.assertEqual(form.open_lead_ids[:], self.lead | other)
        other.action_set_lost()
        self.assertEqual(self.log_contact(self.vega).counts_for_id, self.lead)
        self.lead.action_set_lost()
        self.assertFalse(self.log_contact(self.vega).counts_for_id)
        self.assertFalse(self.log_contact(self.vega | self.pilar).counts_for_id)

    def test_the_channel_says_what_can_have_happened(self):
        action = self.lead.with_user(self.ana).action_log_contact()
        form = Form(self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"]))
        self.assertIn("spoke", form.allowed_results)
        form.channel = "email"
        self.assertNotIn("spoke", form.allowed_results)
        self.assertIn("bounced", form.allowed_results)
