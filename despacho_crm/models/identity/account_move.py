from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .by_code import BY_CODE


class AccountMove(models.Model):
    _inherit = "account.move"

    nif_warning = fields.Char(string="Missing NIF", compute="_compute_nif_warning")

    @api.depends("state", "move_type", "partner_id", "company_id", "amount_total_signed")
    def _compute_nif_warning(self):
        for move in self:
            move.nif_warning = move.state == "draft" and move._nif_refusal()

    def _post(self, soft=True):
        for move in self:
            refusal = move._nif_refusal()
            if refusal:
                raise ValidationError(refusal)
        return super()._post(soft=soft)

    def _nif_refusal(self):
        """Return why the invoice can't be posted, or '': it must show the customer's NIF (RD 1619/2012, art. 6)."""
        self.ensure_one()
        # A receipt is no invoice in that rule's sense: it names no recipient, nor has to.
        if (
            not self.partner_id
            or not self.company_id.nif_mandatory
            or self.move_type not in ("out_invoice", "out_refund")
            or self._is_simplified_invoice()
        ):
            return ""
        return self.partner_id._nif_document_message()

    def _is_simplified_invoice(self):
        """Whether the invoice names no recipient by law (RD 1619/2012, arts. 4 and 7).

        The Spanish localisation marks any small invoice to a customer without NIF; a
        company needs a complete one, so the mark counts for private persons only.
        """
        self.ensure_one()
        simplified = "l10n_es_is_simplified" in self._fields and self.l10n_es_is_simplified
        return bool(simplified) and not self.commercial_partner_id.is_company

    def _extend_with_attachments(self, files_data, new=False):
        # An electronic invoice may bring a supplier without NIF: it is taken, and waits in the queue.
        deferred = self.with_context(nif_deferred=BY_CODE)
        return super(AccountMove, deferred)._extend_with_attachments(files_data, new)
