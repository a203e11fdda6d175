from odoo import Command
from odoo.tests import tagged

from .tour_case import ImportTourCase


@tagged("post_install", "-at_install")
class TestImportLeadTour(ImportTourCase):
    def test_a_steward_brings_the_list_of_a_fair_to_the_pipeline(self):
        self.env.ref("base.group_user").implied_ids = [Command.link(self.env.ref("crm.group_use_lead").id)]
        self.tour("despacho_import_lead_tour")
        lead = self.env["crm.lead"].search([("name", "=", "Pide precio de nóminas")])
        self.assertEqual((lead.nif_key, lead.contact_name), ("B71000012", "Ana Roca"))
        self.assertEqual(lead.campaign_id.name, "Alimentaria 2026")
        self.assertEqual(lead.stage_id, lead._stage_first())
