from odoo import models


class DespachoActionRecipient(models.Model):
    """Of two messages to one person that wait in the same batch, the first one leaves."""

    _inherit = "despacho.action.recipient"

    def _mark_leaving(self):
        if self._recently_sent_to():
            self._stop(self, "recent")
            return False
        return super()._mark_leaving()
