from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestImportUndoTour(HttpCase):
    def test_a_steward_undoes_a_row_and_then_the_rest_and_sees_what_stays(self):
        self.env["res.lang"]._activate_lang("es_ES")
        spain = self.env.company.country_id = self.env.ref("base.es")
        new_test_user(
            self.env,
            "elena",
            groups="despacho_crm.group_steward",
            lang="es_ES",
            tz="Europe/Madrid",
            name="Elena",
            email="elena@asesoria.example",
        )
        vega = self.env["res.partner"].create(
            {"name": "Talleres Vega SL", "is_company": True, "vat": "B12345674", "country_id": spain.id}
        )
        # Jobs do not run in tests.
        self.patch(type(self.env["despacho.import"]), "_is_asked_by_screen", lambda record: False)
        action = self.env.ref("despacho_crm_import.despacho_import_action")
        self.start_tour(f"/odoo/action-{action.id}", "despacho_import_undo_tour", login="elena")
        self.assertFalse(vega.city)
        self.assertFalse(self.env["res.partner"].search([("nif_key", "=", "B71000012")]))
        self.assertTrue(self.env["res.partner"].search([("nif_key", "=", "B71000020")]))
