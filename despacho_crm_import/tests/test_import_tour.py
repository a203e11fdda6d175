from odoo.tests import tagged

from .tour_case import ImportTourCase


@tagged("post_install", "-at_install")
class TestImportTour(ImportTourCase):
    def test_a_steward_imports_a_file_in_spanish_and_opens_what_was_created(self):
        self.tour("despacho_import_tour")
        company = self.env["res.partner"].search([("nif_key", "=", "B71000012")])
        self.assertEqual(company.city, "Vigo")
        self.assertIn("Los Ñandú", company.comment)
        pending = self.env["res.partner"].search([("name", "=", "Sin Número SL")])
        self.assertEqual(pending.nif_state, "missing")

    def test_a_steward_corrects_a_column_once_and_the_next_file_is_known(self):
        self.tour("despacho_import_profile_tour")
        known = self.env["despacho.import.profile"].search([("kind", "=", "learned")])
        self.assertEqual(known.name, "Clientes de Pérez Software")
        self.assertEqual(known.import_count, 2)
