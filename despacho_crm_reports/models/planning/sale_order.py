from odoo import api, fields, models
from odoo.tools import SQL

#: Offered to the client.
_OFFERED = ("sent", "sale")


class SaleOrder(models.Model):
    """When a quotation was offered to the client for the first time."""

    _inherit = "sale.order"

    proposed_on = fields.Datetime(
        string="Offered on",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="When it was sent for the first time or, if nobody sent it from Odoo, when it was confirmed.",
    )

    def init(self):
        result = super().init()
        # Of what was offered before anybody wrote it down, its own date is the nearest that is known.
        self.env.cr.execute(
            SQL(
                "UPDATE sale_order SET proposed_on = date_order WHERE state IN %s AND proposed_on IS NULL",
                _OFFERED,
            )
        )
        return result

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        for order in orders.filtered(lambda order: order.state in _OFFERED and not order.proposed_on):
            # What is brought in from elsewhere comes with its date.
            order.proposed_on = min(order.date_order or fields.Datetime.now(), fields.Datetime.now())
        return orders

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in _OFFERED:
            self.filtered(lambda order: not order.proposed_on).proposed_on = fields.Datetime.now()
        return result
