from odoo.tests import tagged

from .tour_case import ImportTourCase


@tagged("post_install", "-at_install")
class TestImportBillingTour(ImportTourCase):
    def test_a_steward_brings_what_was_invoiced_and_the_client_shows_it(self):
        self.tour("despacho_import_billing_tour")
        client = self.env["res.partner"].search([("nif_key", "=", "B71000012")])
        self.assertEqual(client.billing_year_ids.mapped("amount"), [1500.5, 1200])
        client._lifecycle_update()
        self.tour("despacho_import_billing_client_tour", f"/odoo/contacts/{client.id}")
