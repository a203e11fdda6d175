from odoo import models


class ResPartner(models.Model):
    """What is deleted has no duplicates."""

    _inherit = "res.partner"

    def unlink(self):
        ids = self.ids
        result = super().unlink()
        self.env["despacho.match.record"]._forget(ids)
        return result
