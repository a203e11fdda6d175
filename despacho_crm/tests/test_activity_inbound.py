from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .activity_common import ActivityCommon


@tagged("post_install", "-at_install")
class TestActivityInbound(ActivityCommon):
    """Somebody calls or writes."""

    def comes_in(self, user=None, action=None, **context):
        """Open the quick form as the top bar does, or with an ``action`` of a document."""
        context = {**(action["context"] if action else {}), **context}
        return Form(self.env["despacho.inbound"].with_user(user or self.ana).with_context(**context))

    def found(self, text, user=None):
        rows = self.env["despacho.inbound"].with_user(user or self.ana).search_who(text)
        return [(row["model"], row["id"]) for row in rows]

    def test_who_calls_is_found_by_name_phone_nif_or_mail_among_contacts_and_leads(self):
        self.vega.write({"phone": "+34 931 234 567", "email": "hola@vega.example"})
        web = self.env["crm.lead"].create(
            {"name": "Consulta web", "contact_name": "Nuria Soler", "phone": "+34 600 700 800", "vat": "B58378431"}
        )
        self.env.flush_all()
        for text in ("talleres ve", "931234567", "931 23 45 67", "b-12345674", "hola@vega"):
            self.assertIn(("res.partner", self.vega.id), self.found(text), text)
        for text in ("nuria", "600700800", "B58378431"):
            self.assertIn(("crm.lead", web.id), self.found(text), text)
        self.assertIn(("crm.lead", self.lead.id), self.found("Luis Vega"))
        self.assertEqual(self.found("t"), [])

    def test_lost_leads_are_not_offered(self):
        self.lead.action_set_lost()
        self.assertNotIn(("crm.lead", self.lead.id), self.found("Nóminas"))
        form = self.comes_in(default_partner_id=self.vega.id)
        self.assertFalse(form.lead_id)

    def test_an_unknown_person_becomes_a_lead_with_its_medium_and_an_inbound_contact(self):
        form = self.comes_in()
        form.channel = "web"
        form.who = "Nuria Soler"
        form.wants = "Quiere cambiar de asesoría\nTiene dos empleados"
        form.source_id = self.env["utm.source"].create({"name": "Buscador"})
        self.assertTrue(form.new_lead)
        form.email = "nuria@soler.example"
        form.save().action_confirm()
        lead = self.env["crm.lead"].search([("email_from", "=", "nuria@soler.example")])
        self.assertEqual(lead.name, "Nuria Soler · Quiere cambiar de asesoría")
        self.assertEqual((lead.type, lead.user_id, lead.contact_name), ("lead", self.ana, "Nuria Soler"))
        self.assertEqual((lead.medium_id, lead.source_id.name), (self.env.ref("utm.utm_medium_website"), "Buscador"))
        self.assertEqual(lead.stage_id, self.lead.stage_id, "it is new")
        contact = self.log_of(lead)
        self.assertEqual((contact.channel, contact.direction, contact.result), ("web", "inbound", "answered"))
        self.assertIn("dos empleados", contact.feedback)

    def test_what_is_typed_tells_by_itself_what_it_is(self):
        for text, field, value in (
            ("600 700 800", "phone", "+34 600 70 08 00"),
            ("b-58378431", "vat", "B58378431"),
            ("nuria@soler.example", "email", "nuria@soler.example"),
            ("Nuria Soler", "contact_name", "Nuria Soler"),
        ):
            form = self.comes_in()
            form.who = text
            self.assertEqual(form[field], value)

    def test_a_name_and_a_number_that_are_typed_together_are_told_apart(self):
        form = self.comes_in()
        form.who = "Marta Solà 612345678"
        self.assertEqual((form.contact_name, form.phone), ("Marta Solà", "+34 612 34 56 78"))
        form.save().action_confirm()
        lead = self.env["crm.lead"].search([("contact_name", "=", "Marta Solà")])
        self.assertEqual((lead.phone, lead.name), ("+34 612 34 56 78", "Marta Solà"))

    def test_who_is_typed_with_name_and_number_is_found_by_either_the_number_first(self):
        namesake = self.new_company("Marta Solà SL")
        self.vega.phone = "612345678"
        self.env.flush_all()
        found = [row for row in self.found("Marta Solà 612 34 56 78") if row[0] == "res.partner"]
        self.assertEqual(found, [("res.partner", self.vega.id), ("res.partner", namesake.id)])

    def test_the_open_lead_of_a_client_is_offered_first_and_gets_the_contact(self):
        action = self.vega.with_user(self.ana).action_log_inbound()
        leads = self.env["crm.lead"].search_count([])
        form = self.comes_in(action=action)
        self.assertEqual(form.lead_id, self.lead)
        self.assertFalse(form.new_lead)
        form.wants = "Vuelve a preguntar"
        form.save().action_confirm()
        self.assertEqual(self.env["crm.lead"].search_count([]), leads)
        self.assertEqual(self.log_of(self.lead).direction, "inbound")
        self.assertEqual(self.lead.medium_id, self.env.ref("utm.utm_medium_phone"))

    def test_where_a_lead_came_from_first_stays(self):
        website = self.env.ref("utm.utm_medium_website")
        self.lead.medium_id = website
        self.comes_in(default_lead_id=self.lead.id).save().action_confirm()
        self.assertEqual(self.lead.medium_id, website)

    def test_a_client_without_anything_open_gets_a_lead_unless_it_is_unticked(self):
        form = self.comes_in(default_partner_id=self.pilar.id)
        self.assertTrue(form.new_lead)
        form.wants = "Herencia"
        form.save().action_confirm()
        lead = self.env["crm.lead"].search([("partner_id", "=", self.pilar.id)])
        self.assertEqual(lead.name, "Pilar Ruiz · Herencia")
        lead.action_set_lost()
        form = self.comes_in(default_partner_id=self.pilar.id)
        form.new_lead = False
        form.wants = "Pregunta por su factura"
        form.save().action_confirm()
        self.assertEqual(self.log_of(self.pilar).feedback, "Pregunta por su factura")
        self.assertEqual(self.env["crm.lead"].search([("partner_id", "=", self.pilar.id)]).ids, [])

    def test_who_attends_to_a_known_client_gets_a_call_to_make(self):
        self.lead.user_id = self.marta
        form = self.comes_in(default_lead_id=self.lead.id)
        form.wants = "Pide que le llamen"
        self.assertEqual(form.user_id, self.marta)
        form.save().action_confirm()
        asked = self.open_of(self.lead).filtered(lambda activity: "Pide que le llamen" in (activity.summary or ""))
        self.assertEqual((asked.user_id, asked.activity_type_id.channel), (self.marta, "call"))

    def test_who_attends_to_it_himself_is_asked_for_nothing_more(self):
        form = self.comes_in(default_lead_id=self.lead.id)
        form.wants = "Pide que le llamen"
        form.save().action_confirm()
        self.assertFalse([text for text in self.open_of(self.lead).mapped("summary") if "Pide que" in (text or "")])

    def test_a_social_contact_has_its_medium_once(self):
        for name in ("Una", "Otra"):
            form = self.comes_in()
            form.channel = "social"
            form.who = name
            form.save().action_confirm()
        leads = self.env["crm.lead"].search([("contact_name", "in", ["Una", "Otra"])])
        self.assertEqual(len(leads), 2)
        self.assertEqual(len(leads.medium_id), 1)

    def test_somebody_must_contact(self):
        with self.assertRaisesRegex(UserError, "Say who contacts us"):
            self.comes_in().save().action_confirm()

    def test_the_notification_leads_to_the_lead_and_the_other_button_opens_it(self):
        form = self.comes_in(default_lead_id=self.lead.id)
        answer = form.save().action_confirm()
        self.assertEqual(answer["params"]["links"][0]["url"], f"/odoo/crm.lead/{self.lead.id}")
        opened = self.comes_in(default_lead_id=self.lead.id).save().action_confirm_open()
        self.assertEqual((opened["res_model"], opened["res_id"]), ("crm.lead", self.lead.id))

    def test_only_users_of_the_crm_have_the_form(self):
        for user in (self.pau, self.rosa):
            with self.assertRaises(AccessError):
                self.comes_in(user).save()
        with self.assertRaises(AccessError):
            self.found("Talleres", self.rosa)

    def test_contacts_of_another_company_are_not_offered(self):
        branch = self.new_branch()
        hidden = self.new_company("Garatge Talleres", company_id=branch.id)
        self.assertNotIn(("res.partner", hidden.id), self.found("Talleres"))

    def team_of(self, leader, *members):
        return self.env["crm.team"].create(
            {
                "name": "Comercial",
                "user_id": leader.id,
                "use_leads": True,
                "member_ids": [Command.set([m.id for m in members])],
            }
        )

    def test_who_takes_calls_for_others_takes_no_lead(self):
        self.team_of(self.marta, self.sara)
        form = self.comes_in()
        self.assertFalse(form.user_id, "ana is of no team")
        form.who = "Nuria Soler"
        form.save().action_confirm()
        lead = self.env["crm.lead"].search([("contact_name", "=", "Nuria Soler")])
        self.assertFalse(lead.user_id)
        self.assertTrue(lead.team_id, "it waits in a team")
        self.assertEqual(self.log_of(lead).user_id, self.ana, "she took it")
        self.assertEqual(self.comes_in(self.sara).user_id, self.sara, "who sells takes it")
        self.assertEqual(self.comes_in(self.marta).user_id, self.marta, "and who leads a team")

    def test_a_client_goes_to_its_adviser_and_whoever_takes_the_call_may_say_to_whom(self):
        self.team_of(self.marta, self.sara)
        self.pilar.user_id = self.sara
        form = self.comes_in(default_partner_id=self.pilar.id)
        self.assertEqual(form.user_id, self.sara)
        form.user_id = self.marta
        form.save().action_confirm()
        self.assertEqual(self.env["crm.lead"].search([("partner_id", "=", self.pilar.id)]).user_id, self.marta)

    def test_the_history_names_the_channel(self):
        form = self.comes_in(default_lead_id=self.lead.id)
        form.channel = "social"
        form.save().action_confirm()
        told = self.lead.message_ids[:1].body
        self.assertIn(dict(form._record._fields["channel"]._description_selection(self.env))["social"], told)
