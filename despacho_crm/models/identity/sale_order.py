from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _confirmation_error_message(self):
        """A confirmed quotation is a relation with tax consequences: it needs the NIF."""
        error = super()._confirmation_error_message()
        if error or not self.company_id.nif_mandatory:
            return error
        return self.partner_invoice_id._nif_document_message() or error
