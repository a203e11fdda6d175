from markupsafe import Markup

from odoo import api, fields, models


class AccountMove(models.Model):
    """Whoever invoices sees what the fees do not include: that is charged apart, or was not agreed."""

    _inherit = "account.move"

    engagement_exclusions = fields.Html(
        string="Not included in the fees", compute="_compute_engagement_exclusions", sanitize=False
    )

    @api.depends("invoice_line_ids.sale_line_ids")
    def _compute_engagement_exclusions(self):
        for move in self:
            move.engagement_exclusions = move.is_sale_document() and move._engagement_exclusions_shown()

    def _engagement_exclusions_shown(self):
        self.ensure_one()
        # sudo: whoever invoices may have no right on quotations, and has to know what was agreed
        lines = self.invoice_line_ids.sudo().sale_line_ids
        # What is invoiced in advance is of all the fees of its order.
        lines |= lines.filtered("is_downpayment").order_id.order_line
        excluded = lines.clause_ids.filtered(lambda clause: clause.kind == "excluded")
        return Markup().join(
            Markup("<li><b>%s</b> (%s): %s</li>")
            % (fee.name.split("\n")[0], fee.order_id.name, "; ".join(clauses.mapped("text")))
            for fee, clauses in excluded.grouped("order_line_id").items()
        )
