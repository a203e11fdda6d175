from odoo.tests import HttpCase, new_test_user, tagged

from .test_matching_pairs import MatchingCommon


@tagged("post_install", "-at_install")
class TestMatchingTypedTour(HttpCase, MatchingCommon):
    """The warning while a contact is typed that is there already, in Chromium."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        self.elena = new_test_user(
            self.env, "elena_fichas", groups="despacho_crm.group_user", lang="es_ES", tz="Europe/Madrid"
        )

    def open_new(self, action, tour):
        path = f"/odoo/action-{self.env.ref(action).id}/new"
        self.start_tour(path, f"despacho_crm.{tour}", login=self.elena.login, timeout=180)
        self.env.invalidate_all()

    def test_typing_a_contact_that_is_there_already_says_so(self):
        known = self.new_company("AGROINDUSTRIAL LÓPEZ SL", phone="+34 973 22 33 44", city="Lleida")
        self.match_changes()
        self.open_new("contacts.action_contacts", "matching_typed_contact")
        self.assertTrue(self.env["res.partner"].search([("name", "=", "Panadería Etxeberria")]))
        self.open_new("crm.crm_lead_all_leads", "matching_typed_lead")
        lead = self.env["crm.lead"].search([("name", "=", "Quieren la contabilidad")])
        self.assertEqual(lead.partner_id, known)
