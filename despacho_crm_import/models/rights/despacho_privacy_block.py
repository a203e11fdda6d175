from odoo import models
from odoo.fields import Domain


class DespachoPrivacyBlock(models.Model):
    """What files said of a person is destroyed with the rest; that there was a row stays, for its count."""

    _inherit = "despacho.privacy.block"

    def _forget_elsewhere(self, people, leads):
        # sudo: as the rest of what is destroyed
        rows = self.env["despacho.import.row"].sudo()
        rows = rows.search(Domain("partner_id", "in", people.ids) | Domain("lead_id", "in", leads.ids))
        words = ("cells", "cleaned", "notes", "changes", "kept", "details", "effects", "error", "name", "nif_key")
        rows.write(dict.fromkeys(words, False))
        return super()._forget_elsewhere(people, leads)
