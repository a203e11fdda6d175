from odoo import api, fields, models


class DespachoCampaign(models.Model):
    """What the form of a campaign counts and opens."""

    _inherit = "despacho.campaign"

    action_count = fields.Integer(string="Number of actions", compute="_compute_action_count")
    to_look_count = fields.Integer(string="Earlier actions to be looked at", compute="_compute_to_look_count")

    @api.depends("action_ids")
    def _compute_action_count(self):
        rows = self.env["despacho.action"]._read_group([("campaign_id", "in", self.ids)], ["campaign_id"], ["__count"])
        counts = {campaign.id: count for campaign, count in rows}
        for campaign in self:
            campaign.action_count = counts.get(campaign._origin.id, 0)

    @api.depends("review_ids.looked_on")
    def _compute_to_look_count(self):
        for campaign in self:
            campaign.to_look_count = len(campaign.review_ids.filtered(lambda review: not review.looked_on))

    def action_open_actions(self):
        """Open the actions of the campaign."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_actions")
        action["domain"] = [("campaign_id", "=", self.id)]
        action["context"] = {"default_campaign_id": self.id}
        action["display_name"] = action["name"] = self.env._("Actions of «%(campaign)s»", campaign=self.title)
        return action

    def action_new_action(self):
        """Open the form of a new action of the campaign."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New action"),
            "res_model": "despacho.action",
            "views": [(False, "form")],
            "context": {"default_campaign_id": self.id, "default_user_id": self.user_id.id or self.env.uid},
        }
