from odoo.tests import HttpCase, new_test_user, tagged

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestSegmentationTour(HttpCase, DespachoCommon):
    """What is known of a company, in Chromium."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        self.elena = new_test_user(
            self.env, "elena_empresa", groups="despacho_crm.group_user", lang="es_ES", tz="Europe/Madrid"
        )
        self.luna = self.new_company("Peluquería Luna SL", vat=self.nif_of())
        self.luz = self.new_company(
            "Estética Luz SL", vat=self.nif_of(), cnae_2009_id=self.env["despacho.cnae"]._of_code("9602", "2009").id
        )

    def open(self, path, tour):
        self.start_tour(path, f"despacho_crm.{tour}", login=self.elena.login, timeout=180)
        self.env.invalidate_all()

    def test_activity_and_figures_are_written_on_the_sheet(self):
        self.open(f"/odoo/res.partner/{self.luna.id}", "segmentation_sheet")
        self.assertEqual((self.luna.cnae_id.code, self.luna.sector_id.code), ("9621", "96"))
        self.assertEqual((self.luna.employees, self.luna.size_class), (14, "small"))

    def test_the_sheet_asks_which_one_an_old_code_is(self):
        self.open(f"/odoo/res.partner/{self.luz.id}", "segmentation_question")
        self.assertEqual(self.luz.cnae_id.code, "9622")

    def test_those_that_wait_are_answered_in_their_list(self):
        self.open("/odoo/cnae-to-confirm", "segmentation_to_confirm")
        self.assertEqual(self.luz.cnae_id.code, "9622")

    def test_the_base_is_crossed_by_sector_and_size(self):
        self.luna.write({"cnae_id": self.env["despacho.cnae"]._of_code("9621").id, "employees": 4})
        action = self.env.ref("despacho_crm.action_partners")
        self.open(f"/odoo/action-{action.id}", "segmentation_crossed")
