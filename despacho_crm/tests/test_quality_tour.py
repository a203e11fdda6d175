from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestQualityTour(HttpCase):
    """The quality of the base, in Chromium and in Spanish."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        self.env["ir.module.module"].search([("name", "=", "despacho_crm")])._update_translations(["es_ES"])
        groups = "despacho_crm.group_user"
        elena = new_test_user(self.env, "elena", groups=groups, lang="es_ES", tz="Europe/Madrid", name="Elena Soler")
        self.vega = self.env["res.partner"].create(
            {
                "name": "Talleres Vega SL",
                "is_company": True,
                "vat": "B12345674",
                "country_id": self.env.ref("base.es").id,
                "user_id": elena.id,
            }
        )
        self.env["despacho.quality.record"]._rate_all()

    def test_the_dose_of_the_week(self):
        self.start_tour("/odoo", "despacho_crm.quality_review", login="elena", timeout=120)
        review = self.env["despacho.quality.review"].search([("partner_id", "=", self.vega.id)])
        self.assertEqual(review.state, "done")
        self.assertEqual(self.vega.quality_checked_uid.login, "elena")

    def test_the_page_opens_what_is_behind_its_figures(self):
        self.start_tour("/odoo", "despacho_crm.quality_page", login="elena", timeout=120)
