from odoo import api, fields, models
from odoo.exceptions import AccessError
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
        for vals in vals_list:
            self._check_proposed_on(vals)
        orders = super().create(vals_list)
        for order in orders.filtered(lambda order: order.state in _OFFERED and not order.proposed_on):
            # What is brought in from elsewhere comes with its date.
            order._propose(min(order.date_order or fields.Datetime.now(), fields.Datetime.now()))
        return orders

    def write(self, vals):
        self._check_proposed_on(vals)
        result = super().write(vals)
        if vals.get("state") in _OFFERED:
            self.filtered(lambda order: not order.proposed_on)._propose(fields.Datetime.now())
        return result

    def _propose(self, moment):
        # sudo: only the program writes it
        self.sudo().proposed_on = moment

    @api.model
    def _check_proposed_on(self, vals):
        """Refuse that it is written by hand: what each one proposed is counted by it."""
        if "proposed_on" in vals and not self.env.su:
            raise AccessError(self.env._("When a quotation was offered is noted by the program as it is sent."))
