from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .despacho_clause import KINDS


class DespachoOrderClause(models.Model):
    """What one fee of a quotation includes, or does not: as it was taken of the library, or as agreed."""

    _name = "despacho.order.clause"
    _description = "Clause of a quotation"
    _order = "order_id, order_line_id, kind desc, sequence, id"
    _rec_name = "text"

    order_id = fields.Many2one(
        "sale.order",
        string="Quotation",
        required=True,
        copy=False,
        index=True,
        ondelete="cascade",
    )
    order_line_id = fields.Many2one(
        "sale.order.line",
        string="Fee",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('order_id', '=', order_id), ('display_type', '=', False), ('is_downpayment', '=', False)]",
    )
    kind = fields.Selection(KINDS, string="The fee", required=True, default="included")
    text = fields.Text(string="Clause", required=True)
    sequence = fields.Integer(default=10)
    clause_id = fields.Many2one(
        "despacho.clause",
        string="Of the library",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The version of the library that was taken. Empty: it was written for this quotation.",
    )

    @api.constrains("order_id", "order_line_id")
    def _check_order(self):
        for clause in self:
            if clause.order_id != clause.order_line_id.order_id:
                raise ValidationError(
                    self.env._(
                        "The fee «%(fee)s» is not of the quotation %(order)s.",
                        fee=clause.order_line_id.name,
                        order=clause.order_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        lines = self.env["sale.order.line"]
        for vals in vals_list:
            if not vals.get("order_id") and vals.get("order_line_id"):
                vals["order_id"] = lines.browse(vals["order_line_id"]).order_id.id
        clauses = super().create(vals_list)
        orders = clauses.order_id
        orders._engagement_check_unsigned()
        # sudo: what says so is signed, whoever makes it
        orders.sudo().filtered(lambda order: not order.require_signature).require_signature = True
        return clauses

    def write(self, vals):
        self.order_id._engagement_check_unsigned()
        result = super().write(vals)
        self.order_id._engagement_check_unsigned()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self.order_id._engagement_check_unsigned()
