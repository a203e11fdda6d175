from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestNeedTour(HttpCase):
    """Needs and information, in Chromium and in Spanish."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        self.env["ir.module.module"].search([("name", "=", "despacho_crm")])._update_translations(["es_ES"])
        self.env.company.nif_mandatory = True
        new_test_user(
            self.env, "elena", groups="despacho_crm.group_user", lang="es_ES", tz="Europe/Madrid", name="Elena Soler"
        )
        spain = self.env.ref("base.es").id
        self.vega, self.rival = self.env["res.partner"].create(
            [
                {"name": "Talleres Vega SL", "is_company": True, "vat": "B12345674", "country_id": spain},
                {"name": "Rival Asesores SLP", "is_company": True, "vat": "B58378431", "is_competitor": True},
            ]
        )

    def test_a_need_of_a_client_becomes_an_opportunity(self):
        self.start_tour("/odoo", "despacho_crm.need", login="elena", timeout=120)
        need = self.env["despacho.need"].search([("partner_id", "=", self.vega.id)])
        self.assertEqual((need.horizon, need.status, need.lead_id.type), ("future", "opportunity", "opportunity"))

    def test_information_on_a_competitor_is_filed_and_found_by_subject(self):
        self.start_tour("/odoo", "despacho_crm.information", login="elena", timeout=120)
        filed = self.rival.information_ids
        self.assertEqual(filed.subject_id, self.env.ref("despacho_crm.subject_prices"))
        self.assertEqual(filed.information_source, "Un cliente")
