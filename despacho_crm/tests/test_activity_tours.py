from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .activity_common import ActivityCommon


@tagged("post_install", "-at_install")
class TestActivityTours(HttpCase, ActivityCommon):
    """The log in Chromium."""

    def plan_call(self, document, name):
        return self.plan(document, summary=f"Llamar a {name}")

    def test_the_calls_of_a_week_are_logged_from_the_agenda_with_their_next_step(self):
        self.vega.phone = "+34 931 234 567"
        north = self.new_company("Gestoría Norte SL", vat=self.nif_of())
        south = self.new_company("Bodega Sur SL", vat=self.nif_of())
        documents = {"Talleres Vega": self.vega, "Pilar Ruiz": self.pilar, "Bodega Sur": south, "Gestoría Norte": north}
        calls = {name: self.plan_call(document, name) for name, document in documents.items()}
        self.start_tour(
            "/odoo/action-despacho_crm.action_agenda_mine?view_type=list",
            "despacho_crm.activity_week",
            login=self.ana.login,
            timeout=180,
        )
        today = fields.Date.today()
        results = {name: activity.result for name, activity in calls.items()}
        self.assertEqual(
            results,
            {"Talleres Vega": "no_answer", "Pilar Ruiz": "spoke", "Bodega Sur": "spoke", "Gestoría Norte": "refused"},
        )
        pilar = calls["Pilar Ruiz"]
        self.assertEqual((pilar.reaction, pilar.chance, pilar.feedback), ("interested", 75, "Quiere una propuesta"))
        self.assertGreater(self.open_of(self.vega).date_deadline, today)
        self.assertGreaterEqual(self.open_of(south).date_deadline, today + timedelta(days=20))
        self.assertFalse(self.open_of(north))

    def test_in_the_chatter_a_call_asks_and_a_task_does_not(self):
        self.lead.activity_ids.unlink()
        call = self.plan_call(self.lead, "Luis")
        task = self.plan(self.lead, self.todo, summary="Preparar papeles")
        self.start_tour(
            f"/odoo/crm.lead/{self.lead.id}", "despacho_crm.activity_chatter", login=self.ana.login, timeout=180
        )
        self.assertEqual(call.result, "left_message")
        self.assertEqual((task.state, task.result), ("done", False))
        unplanned = self.log_of(self.lead).filtered(lambda activity: activity.direction == "inbound")
        self.assertEqual((unplanned.channel, unplanned.result), ("email", "answered"))

    def test_what_is_logged_in_the_chatter_of_a_contact_is_seen_in_its_form(self):
        call = self.plan_call(self.vega, "Vega")
        self.start_tour(
            f"/odoo/res.partner/{self.vega.id}",
            "despacho_crm.activity_chatter_contact",
            login=self.ana.login,
            timeout=180,
        )
        self.assertEqual((call.result, call.reaction), ("spoke", "interested"))

    def test_on_a_card_of_the_pipeline_a_call_asks_too(self):
        self.lead.activity_ids.unlink()
        call = self.plan_call(self.lead, "Luis")
        action = self.env.ref("crm.crm_lead_all_leads")
        self.start_tour(
            f"/odoo/action-{action.id}?view_type=kanban",
            "despacho_crm.activity_kanban",
            login=self.ana.login,
            timeout=180,
        )
        self.assertEqual(call.result, "no_answer")

    def test_who_writes_through_the_web_becomes_a_lead_from_the_top_bar(self):
        self.start_tour("/odoo", "despacho_crm.activity_inbound", login=self.ana.login, timeout=180)
        lead = self.env["crm.lead"].search([("email_from", "=", "nuria@soler.example")])
        self.assertEqual(lead.medium_id, self.env.ref("utm.utm_medium_website"))
        contacts = self.log_of(lead)
        self.assertEqual(sorted(contacts.mapped("channel")), ["call", "web"])
        self.assertEqual(set(contacts.mapped("direction")), {"inbound"})
