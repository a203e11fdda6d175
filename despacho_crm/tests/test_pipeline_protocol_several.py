from odoo.tests import Form, tagged

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineProtocolSeveral(PipelineCommon):
    """One result for the contacts of several leads: each goes on with its own protocol."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_protocol()

    def ask(self, records, result="no_answer"):
        """Open the dialog for several leads or activities, as the lists do, and say how it went."""
        records = records.with_user(self.ana)
        action = records.action_log_contact() if records._name == "crm.lead" else records.action_log_result()
        form = Form(self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"]))
        form.result = result
        return form

    def summaries(self, leads):
        return [self.opened(lead).mapped("summary") for lead in leads]

    def tried(self, times):
        lead = self.own_lead()
        for _time in range(times):
            self.log(lead)
        return lead

    def test_each_lead_goes_on_with_its_next_attempt(self):
        new, once = self.own_lead(), self.tried(1)
        form = self.ask(new | once)
        self.assertTrue(form.by_protocol)
        self.assertIn(": 2.", form.next_message)
        form.save().action_confirm()
        [first], [second] = self.summaries((new, once))
        self.assertRegex(first, r"\b2 \w+ 3\b")
        self.assertRegex(second, r"\b3 \w+ 3\b")
        planned = self.opened(new | once)
        self.assertEqual(planned.playbook_stage_id, self.stage("lead_attempt"), "they go away when somebody is reached")
        self.assertEqual([new.attempt_count, once.attempt_count], [1, 2])

    def test_the_planned_attempts_too(self):
        leads = self.tried(1) | self.tried(2)
        self.ask(self.opened(leads)).save().action_confirm()
        [third], [decision] = self.summaries(leads)
        self.assertRegex(third, r"\b3 \w+ 3\b")
        self.assertTrue(self.opened(leads[1]).is_protocol_decision, decision)

    def test_those_without_protocol_get_what_is_planned_by_hand(self):
        lead, offer = self.tried(1), self.own_lead("opportunity")
        form = self.ask(lead | offer)
        self.assertFalse(form.by_protocol, "what follows is asked")
        form.next_summary = "Pasar por su oficina"
        form.save().action_confirm()
        [attempt], by_hand = self.summaries((lead, offer))
        self.assertRegex(attempt, r"\b3 \w+ 3\b")
        self.assertIn("Pasar por su oficina", by_hand)

    def test_nothing_follows_where_nobody_wants_it(self):
        leads = self.tried(0) | self.tried(1)
        form = self.ask(leads)
        form.next_wanted = False
        form.save().action_confirm()
        self.assertFalse(self.opened(leads))
        self.assertEqual(leads.mapped("attempt_count"), [1, 2])

    def test_who_was_reached_gets_what_is_agreed(self):
        leads = self.tried(0) | self.tried(1)
        form = self.ask(leads, "spoke")
        self.assertFalse(form.by_protocol)
        form.next_summary = "Enviar la propuesta"
        form.save().action_confirm()
        for lead in leads:
            self.assertIn("Enviar la propuesta", self.opened(lead).mapped("summary"))

    def test_two_contacts_of_one_lead_are_followed_by_one(self):
        offer = self.own_lead("opportunity")
        for name in ("Llamar", "Volver a llamar"):
            offer.activity_schedule("mail.mail_activity_data_call", summary=name, user_id=self.ana.id)
        self.ask(self.opened(offer)).save().action_confirm()
        self.assertEqual(len(self.opened(offer)), 1)

    def test_a_client_who_is_called_beside_a_lead_gets_no_attempt(self):
        lead, client = self.tried(1), self.new_company("Talleres Roca SL", vat=self.nif_of())
        call = client.activity_schedule("mail.mail_activity_data_call", user_id=self.ana.id)
        self.ask(self.opened(lead) | call).save().action_confirm()
        self.assertRegex(self.opened(lead).summary, r"\b3 \w+ 3\b")
        self.assertNotRegex(self.opened(client).summary, r"\d")
