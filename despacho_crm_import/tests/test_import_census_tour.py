from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestImportCensusTour(HttpCase):
    def test_a_steward_brings_a_list_searches_the_census_and_undoes_it(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.env.company.country_id = self.env.ref("base.es")
        new_test_user(
            self.env, "elena", groups="despacho_crm.group_steward", lang="es_ES", tz="Europe/Madrid", name="Elena"
        )
        # Jobs do not run in tests.
        self.patch(type(self.env["despacho.import"]), "_is_asked_by_screen", lambda record: False)
        action = self.env.ref("despacho_crm_import.despacho_import_action")
        self.start_tour(f"/odoo/action-{action.id}", "despacho_census_tour", login="elena")
        companies = self.env["despacho.census.company"].search([("source", "=", "censo")])
        self.assertEqual(len(companies), 300)
        self.assertEqual(set(companies.mapped("zip")), {"08019"})
        self.start_tour(f"/odoo/action-{action.id}", "despacho_census_undo_tour", login="elena")
        self.assertFalse(companies.exists())
