from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestImportBillingTour(HttpCase):
    def test_a_steward_brings_what_was_invoiced_and_the_client_shows_it(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.env.company.country_id = self.env.ref("base.es")
        new_test_user(
            self.env, "elena", groups="despacho_crm.group_steward", lang="es_ES", tz="Europe/Madrid", name="Elena"
        )
        # Jobs do not run in tests.
        self.patch(type(self.env["despacho.import"]), "_is_asked_by_screen", lambda record: False)
        action = self.env.ref("despacho_crm_import.despacho_import_action")
        self.start_tour(f"/odoo/action-{action.id}", "despacho_import_billing_tour", login="elena")
        client = self.env["res.partner"].search([("nif_key", "=", "B71000012")])
        self.assertEqual(client.billing_year_ids.mapped("amount"), [1500.5, 1200])
        client._lifecycle_update()
        self.start_tour(f"/odoo/contacts/{client.id}", "despacho_import_billing_client_tour", login="elena")
