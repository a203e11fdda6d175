from odoo import Command
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestImportLeadTour(HttpCase):
    def test_a_steward_brings_the_list_of_a_fair_to_the_pipeline(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.env.company.country_id = self.env.ref("base.es")
        self.env.ref("base.group_user").implied_ids = [Command.link(self.env.ref("crm.group_use_lead").id)]
        new_test_user(
            self.env, "elena", groups="despacho_crm.group_steward", lang="es_ES", tz="Europe/Madrid", name="Elena"
        )
        # Jobs do not run in tests.
        self.patch(type(self.env["despacho.import"]), "_is_asked_by_screen", lambda record: False)
        action = self.env.ref("despacho_crm_import.despacho_import_action")
        self.start_tour(f"/odoo/action-{action.id}", "despacho_import_lead_tour", login="elena")
        lead = self.env["crm.lead"].search([("name", "=", "Pide precio de nóminas")])
        self.assertEqual((lead.nif_key, lead.contact_name), ("B71000012", "Ana Roca"))
        self.assertEqual(lead.campaign_id.name, "Alimentaria 2026")
        self.assertEqual(lead.stage_id, lead._stage_first())
