from odoo import fields, models


class DespachoAction(models.Model):
    """What the form of an action shows of its campaign, and opens."""

    _inherit = "despacho.action"

    campaign_reviewed = fields.Datetime(related="campaign_id.reviewed_on")

    def action_preview_audience(self):
        """Say to how many it would go now, and why the others are left out."""
        self.ensure_one()
        self.check_access("read")
        return self.env["despacho.action.preview"]._open(self)

    def action_open(self):
        self.ensure_one()
        return self.get_formview_action()

    def action_open_campaign(self):
        self.ensure_one()
        return self.campaign_id.get_formview_action()
