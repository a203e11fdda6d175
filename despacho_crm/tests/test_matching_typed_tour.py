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

        self.known = self.new_company("AGROINDUSTRIAL LÓPEZ SL", phone="+34 973 22 33 44", city="Lleida")
        self.match_changes()

    def open(self, path, tour):
        self.start_tour(path, f"despacho_crm.{tour}", login=self.elena.login, timeout=180)
        self.env.invalidate_all()

    def open_new(self, action, tour):
        self.open(f"/odoo/action-{self.env.ref(action).id}/new", tour)

    def test_typing_a_contact_that_is_there_already_says_so(self):
        self.open_new("contacts.action_contacts", "matching_typed_contact")
        self.assertTrue(self.env["res.partner"].search([("name", "=", "Panadería Etxeberria")]))

    def test_typing_a_lead_of_a_contact_that_is_there_links_them(self):
        self.open_new("crm.crm_lead_all_leads", "matching_typed_lead")
        lead = self.env["crm.lead"].search([("name", "=", "Quieren la contabilidad")])
        self.assertEqual(lead.partner_id, self.known)

    def test_the_dialog_of_a_field_gives_it_the_contact_that_is_there(self):
        before = self.env["res.partner"].search_count([])
        self.open_new("sale.action_quotations", "matching_typed_dialog")
        self.assertEqual(self.env["sale.order"].search([], limit=1, order="id desc").partner_id, self.known)
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    def test_creating_without_a_dialog_asks_about_the_one_that_is_there(self):
        before = self.env["res.partner"].search_count([])
        self.open_new("sale.action_quotations", "matching_typed_quick")
        self.assertEqual(self.env["sale.order"].search([], limit=1, order="id desc").partner_id, self.known)
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    def test_creating_without_a_dialog_creates_when_it_is_none_of_them(self):
        self.open_new("sale.action_quotations", "matching_typed_quick_new")
        partner = self.env["sale.order"].search([], limit=1, order="id desc").partner_id
        self.assertEqual(partner.name, "Agroindustrial Lopez Reus SL")

    def test_a_saved_contact_is_left_alone_until_something_in_it_changes(self):
        twin = self.new_company("Agro-Industrial Lopez", phone="973 22 33 44")
        self.open(f"/odoo/res.partner/{twin.id}", "matching_typed_saved")
        self.assertEqual(twin.email, "info@agro.example")
