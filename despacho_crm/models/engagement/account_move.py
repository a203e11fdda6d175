from markupsafe import Markup

from odoo import api, fields, models


class AccountMove(models.Model):
    """Whoever invoices sees what the fees do not include: that is charged apart, or was not agreed."""

    _inherit = "account.move"

    engagement_exclusions = fields.Html(
        string="Not included in the fees", compute="_compute_engagement_exclusions", sanitize=False
    )

    @api.depends("invoice_line_ids.sale_line_ids", "commercial_partner_id", "company_id", "move_type", "state")
    def _compute_engagement_exclusions(self):
        in_force = self._engagement_letters_in_force()
        for move in self:
            letters = in_force.get((move.commercial_partner_id, move.company_id))
            move.engagement_exclusions = move.is_sale_document() and move._engagement_exclusions_shown(letters)

    def _engagement_letters_in_force(self):
        """Return {(client, company): letters that hold} of the invoices that are being made.

        A fee is invoiced each month, often by hand: it is of no order, and the letter holds all the same.
        """
        making = self.filtered(lambda move: move.state == "draft" and move.move_type == "out_invoice")
        clients = making.commercial_partner_id
        if not clients:
            return {}
        # sudo: whoever invoices may have no right on quotations, and has to know what was agreed
        letters = self.env["sale.order"].sudo()
        letters = letters.search(
            [
                ("engagement_state", "in", ("signed", "ended")),
                ("partner_id", "child_of", clients.ids),
                ("company_id", "in", making.company_id.ids),
            ],
            order="id",
        )
        held = letters.grouped(lambda order: (order.partner_id.commercial_partner_id, order.company_id))
        return {whose: self._engagement_that_hold(agreed) for whose, agreed in held.items()}

    @api.model
    def _engagement_that_hold(self, letters):
        """Return of the letters of a client those in force; with none, the one that ended last: it was agreed last."""
        in_force = letters.filtered(lambda letter: letter.engagement_state == "signed")
        return in_force or letters.sorted(lambda letter: (letter.engagement_end, letter.id))[-1:]

    def _engagement_exclusions_shown(self, letters):
        self.ensure_one()
        lines = self.invoice_line_ids.sudo().sale_line_ids  # sudo: as above
        # What is invoiced in advance is of all the fees of its order.
        lines |= lines.filtered("is_downpayment").order_id.order_line
        if letters:
            lines |= letters.order_line
        excluded = lines.clause_ids.filtered(lambda clause: clause.kind == "excluded")
        rows = Markup().join(
            Markup("<li><b>%s</b> (%s): %s</li>")
            % (fee.name.split("\n")[0], fee.order_id.name, "; ".join(clauses.mapped("text")))
            for fee, clauses in excluded.grouped("order_line_id").items()
        )
        return rows and Markup('<ul class="mb-0 ps-3">%s</ul>') % rows
