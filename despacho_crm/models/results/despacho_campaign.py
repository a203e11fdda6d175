from odoo import api, fields, models


class DespachoCampaign(models.Model):
    """The results of all the actions of a campaign, and how far it is from what was aimed at."""

    _name = "despacho.campaign"
    _inherit = ["despacho.campaign", "despacho.results.mixin"]
    _results_owner = "campaign_id"

    cost = fields.Monetary(compute="_compute_cost", help="What its actions cost.")

    @api.depends("action_ids.cost")
    def _compute_cost(self):
        actions = self.env["despacho.action"].with_context(active_test=False)
        rows = actions._read_group([("campaign_id", "in", self.ids)], ["campaign_id"], ["cost:sum"])
        costs = {campaign.id: cost for campaign, cost in rows}
        for campaign in self:
            campaign.cost = costs.get(campaign._origin.id, 0)

    @api.depends("revenue", "cost")
    def _compute_return(self):
        return super()._compute_return()

    def _results_actions(self):
        return self._origin.with_context(active_test=False).action_ids

    def _results_title(self):
        return self.title

    def _results_earlier(self):
        """Return the earlier actions that are looked at before anything leaves."""
        self.ensure_one()
        return self._find_earlier()[:10]
