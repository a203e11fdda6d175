from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    nif_warning = fields.Char(string="Missing NIF", compute="_compute_nif_warning")

    @api.depends("state", "partner_invoice_id", "company_id")
    def _compute_nif_warning(self):
        for order in self:
            order.nif_warning = order.state in ("draft", "sent") and order._nif_refusal()

    def _nif_refusal(self):
        """Return why the quotation can't be confirmed: it would be a relation with tax consequences. '' if it can."""
        self.ensure_one()
        if not self.company_id.nif_mandatory or not self.partner_invoice_id:
            return ""
        return self.partner_invoice_id._nif_document_message()

    def _confirmation_error_message(self):
        return super()._confirmation_error_message() or self._nif_refusal() or False

    # The customer neither signs nor pays in the portal what could not be confirmed afterwards.

    def _has_to_be_signed(self):
        return super()._has_to_be_signed() and not self._nif_refusal()

    def _has_to_be_paid(self):
        return super()._has_to_be_paid() and not self._nif_refusal()
