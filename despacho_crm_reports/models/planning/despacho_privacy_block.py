from odoo import models
from odoo.fields import Domain


class DespachoPrivacyBlock(models.Model):
    """What weeks said of a person is destroyed with the rest; that there was something to do stays, for its count."""

    _inherit = "despacho.privacy.block"

    def _forget_elsewhere(self, people, leads):
        # sudo: as the rest of what is destroyed
        lines = self.env["despacho.week.line"].sudo()
        lines = lines.search(Domain("partner_id", "in", people.ids) | Domain("lead_id", "in", leads.ids))
        lines.write({"name": False, "why": False})
        return super()._forget_elsewhere(people, leads)
