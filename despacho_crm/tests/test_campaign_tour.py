from odoo import fields
from odoo.tests import HttpCase, tagged

from .campaign_common import CampaignCommon


@tagged("post_install", "-at_install")
class TestCampaignTour(CampaignCommon, HttpCase):
    """From the idea to the sealed dossier, as somebody who launches actions does it in Chromium."""

    def setUp(self):
        super().setUp()
        # sudo: what others of the firm have done before
        self.env["despacho.balancing"].sudo().create({"company_id": self.firm.id}).action_approve()
        self.vega.phone = "+34 972 20 00 01"
        self.campaign.with_user(self.marta).action_cancel()

    def found(self):
        return self.env["despacho.action"].search([("name", "=", "Llamadas de otoño")])

    def test_from_idea_to_launched_action_and_from_there_to_the_dossier(self):
        self.start_tour("/odoo", "despacho_crm.campaign_from_idea", login="despacho_leo", timeout=240)
        action = self.found()
        campaign = action.campaign_id
        self.assertEqual((campaign.title, campaign.state, campaign.reviewed_by), ("Otoño fiscal", "running", self.leo))
        self.assertEqual(
            (campaign.review_ids.action_id, campaign.review_ids.note), (self.calls, "Llamar por la mañana")
        )
        self.assertEqual((action.state, action.channel, action.approved_by), ("running", "call", self.leo))
        self.assertEqual((action.recipient_count, action.excluded_count), (1, 1))
        self.env["despacho.response"].with_user(self.ana)._record(
            action.recipient_ids.filtered("included"), "interested", "call", text="Quieren presupuesto"
        )
        self.start_tour("/odoo", "despacho_crm.campaign_to_dossier", login="despacho_leo", timeout=240)
        self.assertEqual(action.state, "sealed")
        lead = self.env["crm.lead"].search([("commercial_action_id", "=", action.id)])
        self.assertEqual((lead.campaign_id, lead.service_line_ids), (campaign.utm_campaign_id, self.fiscal))
        self.assertEqual(lead.stage_id, self.env.ref("despacho_crm.stage_lead_new"))
        self.assertTrue(action.seal_hash)
        self.assertEqual({"action", "list", "responses"} - set(action.dossier_document_ids.mapped("kind")), set())

    def test_actions_are_seen_in_the_calendar_and_as_cards(self):
        self.new_action("Llamadas de otoño", date_planned=fields.Datetime.now())
        self.start_tour("/odoo/acciones", "despacho_crm.campaign_shown", login="despacho_ana", timeout=120)
