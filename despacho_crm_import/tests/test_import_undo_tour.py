from odoo.tests import tagged

from .tour_case import ImportTourCase


@tagged("post_install", "-at_install")
class TestImportUndoTour(ImportTourCase):
    def test_a_steward_undoes_a_row_and_then_the_rest_and_sees_what_stays(self):
        self.elena.email = "elena@asesoria.example"
        vega = self.env["res.partner"].create(
            {
                "name": "Talleres Vega SL",
                "is_company": True,
                "vat": "B12345674",
                "country_id": self.env.ref("base.es").id,
            }
        )
        self.tour("despacho_import_undo_tour")
        self.assertFalse(vega.city)
        self.assertFalse(self.env["res.partner"].search([("nif_key", "=", "B71000012")]))
        self.assertTrue(self.env["res.partner"].search([("nif_key", "=", "B71000020")]))
