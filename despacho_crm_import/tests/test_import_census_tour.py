from odoo.tests import tagged

from .tour_case import ImportTourCase


@tagged("post_install", "-at_install")
class TestImportCensusTour(ImportTourCase):
    def test_a_steward_brings_a_list_searches_the_census_and_undoes_it(self):
        self.tour("despacho_census_tour")
        companies = self.env["despacho.census.company"].search([("source", "=", "censo")])
        self.assertEqual(len(companies), 300)
        self.assertEqual(set(companies.mapped("zip")), {"08019"})
        census = f"/odoo/action-{self.env.ref('despacho_crm.action_census_companies').id}"
        self.tour("despacho_census_chosen_tour", census)
        self.assertEqual(len(companies.exists()), 299)
        self.tour("despacho_census_undo_tour")
        self.assertFalse(companies.exists())
