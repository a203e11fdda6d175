from odoo import models


class SaleOrder(models.Model):
    """The quotation moves its opportunity: sent, and won when the client accepts."""

    _inherit = "sale.order"

    def write(self, vals):
        changed = self.filtered(lambda order: order.state != vals["state"]) if "state" in vals else self.browse()
        result = super().write(vals)
        if changed and vals["state"] in ("sent", "sale"):
            # sudo: whoever sends or confirms (the client, in the portal) may have no right on the opportunity.
            # Tracking: core sends quotations without it, and the time in each stage is read from it.
            leads = changed.opportunity_id.sudo().with_context(tracking_disable=False)._pipeline_has_stages()
            if vals["state"] == "sent":
                leads._stage_quotation_sent()
            else:
                leads.filtered(lambda lead: lead.type == "opportunity" and lead.won_status != "won").action_set_won()
        return result
