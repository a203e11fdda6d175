from odoo import models

#: What is invoiced to customers, and given back.
SALES = ("out_invoice", "out_refund", "out_receipt")


class AccountMove(models.Model):
    """An invoice that is posted, reversed or taken back says who is a client."""

    _inherit = "account.move"

    _lifecycle_idx = models.Index(
        f"(commercial_partner_id, company_id) WHERE state = 'posted' AND move_type IN {SALES}"
    )

    def _post(self, soft=True):
        posted = super()._post(soft=soft)
        posted._lifecycle_tell_partners()
        return posted

    def button_draft(self):
        result = super().button_draft()
        self._lifecycle_tell_partners()
        return result

    def _lifecycle_tell_partners(self):
        self.filtered(lambda move: move.move_type in SALES).commercial_partner_id._lifecycle_touch()
