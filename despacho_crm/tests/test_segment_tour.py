from odoo.tests import HttpCase, tagged

from .segment_common import SegmentCommon


@tagged("post_install", "-at_install")
class TestSegmentTour(SegmentCommon, HttpCase):
    """Segments are defined, compared and saved from a list, in Chromium and in Spanish."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        self.env["ir.module.module"].search([("name", "=", "despacho_crm")])._update_translations(["es_ES"])
        self.ana.sudo().write({"lang": "es_ES", "tz": "Europe/Madrid"})

    def found(self, name):
        return self.env["despacho.segment"].search([("name", "=", name)])

    def test_a_segment_is_defined_and_corrected_by_hand(self):
        self.start_tour("/odoo", "despacho_crm.segment_define", login="despacho_ana", timeout=180)
        segment = self.found("Prueba de Girona")
        self.assertEqual((segment.member_count, segment.shared, segment.user_id), (3, True, self.ana))
        self.assertEqual(self.row(segment, self.port).hand, "out")

    def test_services_are_called_by_their_own_name(self):
        root = self.env.ref("despacho_crm.product_category_services")
        category = self.env["product.category"]
        names = ("Fiscal de la prueba", "Laboral de la prueba")
        fiscal, laboral = category.create([{"name": name, "parent_id": root.id} for name in names])
        segment = self.new_segment("De fiscal", [("services_used_ids", "in", fiscal.ids)])
        url = f"/odoo/despacho.segment/{segment.id}"
        self.start_tour(url, "despacho_crm.segment_services", login="despacho_ana", timeout=120)
        self.env.invalidate_all()
        self.assertIn(str(laboral.id), segment.domain)

    def test_what_is_on_a_list_becomes_a_segment(self):
        self.start_tour("/odoo", "despacho_crm.segment_save", login="despacho_ana", timeout=120)
        self.assertEqual(self.members(self.found("Los del mar")), self.mar)
        chosen = self.found("Elegidos del mar")
        self.assertEqual((chosen.kind, self.members(chosen)), ("list", self.mar))

    def test_two_segments_are_compared_and_a_part_is_kept(self):
        self.new_segment("Azules", [("id", "in", (self.mar + self.port).ids)])
        self.start_tour("/odoo/segments", "despacho_crm.segment_overlap", login="despacho_ana", timeout=120)
        self.assertEqual(self.members(self.found("Girona, sin Azules")), self.roure + self.pins)

    def test_where_two_segments_have_nobody_in_common_the_page_says_so(self):
        self.new_segment("Lejanos", [("id", "in", self.port.ids)])
        self.start_tour("/odoo/segments", "despacho_crm.segment_overlap_empty", login="despacho_ana", timeout=120)
