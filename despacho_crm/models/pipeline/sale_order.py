from odoo import api, models


class SaleOrder(models.Model):
    """The quotation moves its opportunity: sent, and won when the client accepts."""

    _inherit = "sale.order"

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        orders._stage_follow()
        return orders

    def write(self, vals):
        changed = self.filtered(lambda order: order.state != vals["state"]) if "state" in vals else self.browse()
        result = super().write(vals)
        changed._stage_follow()
        return result

    def _stage_follow(self):
        """Take the opportunities of the orders where what happened to these takes them."""
        moving = self.filtered(lambda order: order.opportunity_id and order.state in ("sent", "sale"))
        for order in moving:
            # What nobody owned is now of the company that quotes; core adds up only what has one.
            lead = order.opportunity_id.sudo()._pipeline_has_stages()  # sudo: as below
            if lead and not lead.company_id:
                lead.company_id = order.company_id
        for state, orders in moving.grouped("state").items():
            # sudo: whoever sends or confirms (the client, in the portal) may have no right on the opportunity.
            # Tracking: core sends quotations without it, and the time in each stage is read from it.
            leads = orders.opportunity_id.sudo().with_context(tracking_disable=False)._pipeline_has_stages()
            if state == "sent":
                alive = leads.filtered(lambda lead: lead.active and lead.stage_outcome in ("open", "snoozed"))
                alive._move_forward("quotation")
                # As core does on confirming: what was offered counts on the board from now on.
                for order in orders.sudo().filtered(lambda order, alive=alive: order.opportunity_id in alive):
                    order.opportunity_id._update_revenues_from_so(order)
            else:
                leads.filtered(lambda lead: lead.type == "opportunity" and lead.won_status != "won").action_set_won()
