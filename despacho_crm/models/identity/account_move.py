from odoo import models
from odoo.exceptions import ValidationError


class AccountMove(models.Model):
    _inherit = "account.move"

    def _post(self, soft=True):
        self._check_nif()
        return super()._post(soft=soft)

    def _check_nif(self):
        """Refuse to post customer invoices without the customer's NIF (Reglamento de facturación, art. 6)."""
        for move in self:
            if (
                move.partner_id
                and move.company_id.nif_mandatory
                and move.move_type in ("out_invoice", "out_refund")
                and not move._is_simplified_invoice()
            ):
                error = move.partner_id._nif_document_message()
                if error:
                    raise ValidationError(error)

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
        deferred = self.with_context(nif_deferred=True)
        return super(AccountMove, deferred)._extend_with_attachments(files_data, new)
