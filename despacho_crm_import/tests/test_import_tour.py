from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestImportTour(HttpCase):
    def test_a_steward_imports_a_file_in_spanish_and_opens_what_was_created(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.env.company.country_id = self.env.ref("base.es")
        new_test_user(
            self.env,
            "elena",
            groups="despacho_crm.group_steward",
            lang="es_ES",
            tz="Europe/Madrid",
            name="Elena",
        )
        # Jobs do not run in tests.
        self.patch(type(self.env["despacho.import"]), "_is_asked_by_screen", lambda record: False)
        action = self.env.ref("despacho_crm_import.despacho_import_action")
        self.start_tour(f"/odoo/action-{action.id}", "despacho_import_tour", login="elena")
        company = self.env["res.partner"].search([("nif_key", "=", "B71000012")])
        self.assertEqual(company.city, "Vigo")
        self.assertIn("Los Ñandú", company.comment)
        pending = self.env["res.partner"].search([("name", "=", "Sin Número SL")])
        self.assertEqual(pending.nif_state, "missing")

    def test_a_steward_corrects_a_column_once_and_the_next_file_is_known(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.env.company.country_id = self.env.ref("base.es")
        new_test_user(
            self.env,
            "elena",
            groups="despacho_crm.group_steward",
            lang="es_ES",
            tz="Europe/Madrid",
            name="Elena",
        )
        action = self.env.ref("despacho_crm_import.despacho_import_action")
        self.start_tour(f"/odoo/action-{action.id}", "despacho_import_profile_tour", login="elena")
        known = self.env["despacho.import.profile"].search([("kind", "=", "learned")])
        self.assertEqual(known.name, "Clientes de Pérez Software")
        self.assertEqual(known.import_count, 2)
