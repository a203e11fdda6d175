from odoo import api, fields, models
from odoo.fields import Command

#: What makes a fee another one.
_FEE = frozenset(
    {
        *("order_id", "product_id", "product_uom_qty", "product_uom_id", "price_unit", "discount", "tax_ids", "name"),
        *("display_type", "clause_ids", "is_downpayment", "is_expense"),
    }
)


#: What takes a line to another letter, or makes a fee of it.
_PLACE = frozenset({"order_id", "is_downpayment", "is_expense"})
_AMOUNTS = frozenset({"price_subtotal", "price_tax", "price_total"})


class SaleOrderLine(models.Model):
    """A fee says what it includes and what it does not."""

    _inherit = "sale.order.line"

    clause_ids = fields.One2many("despacho.order.clause", "order_line_id", string="Clauses", copy=True)

    @api.depends_context("engagement_fee")
    def _compute_display_name(self):
        if not self.env.context.get("engagement_fee"):
            return super()._compute_display_name()
        for line in self:
            line.display_name = (line.name or line.product_id.display_name or "").split("\n")[0]
        return None

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        # What is invoiced in advance, or on behalf of the client, is no fee of the letter.
        lines._engagement_fees().order_id._engagement_check_unsigned()
        loose = [line.id for line, vals in zip(lines, vals_list, strict=True) if not vals.get("clause_ids")]
        self.browse(loose)._engagement_take_clauses()
        return lines

    def write(self, vals):
        # Amounts are computed, and by programs of others they could be written.
        if not _FEE.isdisjoint(vals) or not (self.env.su or _AMOUNTS.isdisjoint(vals)):
            self._engagement_fees().order_id._engagement_check_unsigned()
        before = {line: line.product_id for line in self} if vals.get("product_id") else {}
        result = super().write(vals)
        if not _PLACE.isdisjoint(vals):
            self._engagement_fees().order_id._engagement_check_unsigned()
        changed = self.filtered(lambda line: line in before and before[line] != line.product_id)
        if changed:
            changed.clause_ids.filtered("clause_id").unlink()
            changed._engagement_take_clauses()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed_fee(self):
        self._engagement_fees().order_id._engagement_check_unsigned()

    def _engagement_fees(self):
        return self.filtered(lambda line: not line.is_downpayment and not line.is_expense)

    def _engagement_take_clauses(self):
        """Take from the library what it says of the services of the lines, in the language of each client."""
        lines = self._engagement_fees().filtered(lambda line: line.product_id and not line.display_type)
        for order, fees in lines.grouped("order_id").items():
            # sudo: the library is read for whoever makes the quotation, the client in the portal too
            library = self.env["despacho.clause"].sudo().with_context(lang=order._engagement_lang())
            found = library._of_products(fees.product_id, order.company_id)
            for line in fees:
                clauses = found[line.product_id] - line.clause_ids.clause_id
                if clauses:
                    line.clause_ids = [
                        Command.create(
                            {
                                "order_line_id": line.id,
                                "kind": clause.kind,
                                "text": clause.text,
                                "sequence": number,
                                "clause_id": clause.id,
                            }
                        )
                        for number, clause in enumerate(clauses, 1)
                    ]
