from odoo.tests import tagged

from .response_common import ResponseCommon


@tagged("post_install", "-at_install")
class TestResponseLead(ResponseCommon):
    """Whoever is interested becomes a lead in «Nuevo», with where it comes from."""

    def test_who_is_interested_becomes_a_lead_with_its_campaign_action_and_service(self):
        lead = self.record(self.row_luis, "interested", "reply", text="Llámenme").created_lead_id
        self.assertEqual(lead.stage_id, self.env.ref("despacho_crm.stage_lead_new"))
        self.assertEqual(lead.type, "lead")
        self.assertEqual(lead.partner_id, self.luis)
        self.assertEqual(lead.commercial_action_id, self.calls)
        self.assertEqual(lead.campaign_id, self.autumn.utm_campaign_id)
        self.assertEqual(lead.service_line_ids, self.laboral)
        self.assertEqual(lead.source_id.name, "Llamadas de la prueba")
        self.assertEqual(lead.medium_id, self.env.ref("utm.utm_medium_email"))
        self.assertIn("Llámenme", lead.description)

    def test_a_reply_that_is_classified_later_is_a_lead_in_new_too(self):
        reply = self.record(self.row_luis, False, "reply", text="Me interesa")
        self.env.flush_all()
        self.env.cr.execute("UPDATE despacho_response SET create_date = '2026-01-02' WHERE id = %s", [reply.id])
        self.env.invalidate_all()
        reply.action_interested()
        lead = reply.created_lead_id
        self.assertEqual(lead.stage_id, self.env.ref("despacho_crm.stage_lead_new"))
        self.assertTrue(reply.activity_id)

    def test_two_answers_of_one_company_are_one_lead(self):
        first = self.record(self.row_luis, "interested", "reply").created_lead_id
        other = self.recipient(self.calls, 9, partner=self.vega)
        self.assertEqual(self.record(other, "interested", "call").created_lead_id, first)

    def test_what_is_open_for_the_same_service_goes_on(self):
        known = self.env["crm.lead"].create(
            {"name": "Nóminas", "type": "opportunity", "partner_id": self.vega.id, "service_line_ids": self.laboral.ids}
        )
        lead = self.record(self.row_luis, "interested", "reply").created_lead_id
        self.assertEqual(lead, known)
        self.assertEqual(known.commercial_action_id, self.calls, "it says which action moved it")

    def test_what_is_open_for_another_service_is_another_thing(self):
        known = self.env["crm.lead"].create(
            {"name": "Fiscal", "type": "lead", "partner_id": self.vega.id, "service_line_ids": self.fiscal.ids}
        )
        self.assertNotEqual(self.record(self.row_luis, "interested", "reply").created_lead_id, known)

    def test_a_recipient_that_is_a_lead_stays_that_lead(self):
        before = self.env["crm.lead"].search_count([])
        response = self.record(self.row_lead, "interested", "call")
        self.assertEqual(response.created_lead_id, self.loose)
        self.assertEqual(self.env["crm.lead"].search_count([]), before)

    def test_where_the_contact_is_gone_the_frozen_row_says_who_it_is(self):
        row = self.recipient(
            self.calls, 8, lead=self.loose, company_name="Bar Sol SL", nif_key="B12345674", email="sol@bar.example"
        )
        self.loose.unlink()
        lead = self.record(row, "interested", "typed", channel="call").created_lead_id
        self.assertEqual((lead.partner_name, lead.email_from), ("Bar Sol SL", "sol@bar.example"))

    def test_the_lead_is_of_whoever_knows_the_client(self):
        self.vega.user_id = self.marta
        self.assertEqual(self.record(self.row_luis, "interested", "reply").created_lead_id.user_id, self.marta)
        self.assertEqual(self.record(self.row_pilar, "interested", "reply").created_lead_id.user_id, self.ana)

    def test_a_form_of_the_web_with_the_mark_of_the_campaign_is_a_response(self):
        website = self.env.ref("utm.utm_medium_website")
        lead = (
            self.env["crm.lead"]
            .sudo()
            .create(
                {
                    "name": "Formulario",
                    "type": "lead",
                    "email_from": "luis@vega.example",
                    "campaign_id": self.autumn.utm_campaign_id.id,
                    "medium_id": website.id,
                }
            )
        )
        response = self.env["despacho.response"].search([("created_lead_id", "=", lead.id)])
        self.assertEqual((response.source, response.kind), ("web", "interested"))
        self.assertEqual(response.action_id, self.calls)
        self.assertEqual(response.recipient_id, self.row_luis)
        self.assertEqual(lead.commercial_action_id, self.calls)
        self.assertTrue(self.row_luis.reached)

    def fill_in(self, **values):
        """Send the form of the campaign, as whoever visits the web does."""
        lead = (
            self.env["crm.lead"]
            .sudo()
            .create(
                {
                    "name": "Formulario",
                    "type": "lead",
                    "email_from": "nueva@gente.example",
                    "campaign_id": self.autumn.utm_campaign_id.id,
                    "medium_id": self.env.ref("utm.utm_medium_website").id,
                    **values,
                }
            )
        )
        self.env.invalidate_all()
        return lead

    def test_the_same_form_sent_twice_is_one_lead(self):
        first = self.fill_in(description="<p>Llámenme</p>")
        again = self.fill_in(email_from="Nueva <NUEVA@gente.example>", description="<p>Mejor por la tarde</p>")
        self.assertEqual((first.active, again.active), (True, False))
        self.assertFalse(again.commercial_action_id)
        self.assertEqual(self.calls.lead_count, 1)
        responses = self.env["despacho.response"].search([("created_lead_id", "=", first.id)])
        self.assertEqual(sorted(responses.mapped("text")), ["Llámenme", "Mejor por la tarde"])
        self.assertIn(f'data-oe-id="{again.id}"', "".join(first.message_ids.mapped("body")))
        self.assertIn(f'data-oe-id="{first.id}"', "".join(again.message_ids.mapped("body")))
        self.assertEqual(again.won_status, "pending", "nothing was lost")

    def test_it_is_known_by_its_nif_and_as_a_contact(self):
        first = self.fill_in(vat="B58378431", email_from="una@gente.example")
        self.assertFalse(self.fill_in(vat="ES B-58378431", email_from="otra@gente.example").active)
        self.assertTrue(first.active)
        known = self.record(self.row_luis, "interested", "call").created_lead_id
        form = self.fill_in(email_from="luis@vega.example", partner_id=self.vega.id)
        self.assertFalse(form.active)
        self.assertEqual(len(known.response_ids), 2)

    def test_what_is_over_or_of_another_campaign_is_another_thing(self):
        first = self.fill_in()
        first.action_set_lost()
        self.assertTrue(self.fill_in().active)
        novel = self.env["product.category"].create({"name": "Nuevo", "parent_id": self.fiscal.parent_id.id})
        winter = self.new_campaign("Invierno", novel, reviewed=True)
        action = self.new_action("Otras", winter)
        action._set_state("running", launched_on=self.calls.launched_on)
        self.assertTrue(self.fill_in(campaign_id=winter.utm_campaign_id.id).active)

    def test_a_lead_that_a_colleague_writes_stays_theirs(self):
        self.fill_in()
        values = {"name": "De mano", "type": "lead", "email_from": "nueva@gente.example"}
        campaign = {"campaign_id": self.autumn.utm_campaign_id.id}
        self.assertTrue(self.env["crm.lead"].with_user(self.ana).create({**values, **campaign}).active)

    def test_a_lead_without_campaign_is_no_response(self):
        before = self.env["despacho.response"].search_count([])
        self.env["crm.lead"].create({"name": "Otro", "type": "lead"})
        self.assertEqual(self.env["despacho.response"].search_count([]), before)
