from odoo import models
from odoo.fields import Domain


class DespachoPrivacyBlock(models.Model):
    """Growth plans were once kept on paper: those that named somebody whose data are destroyed go with them."""

    _inherit = "despacho.privacy.block"

    def _forget_elsewhere(self, people, leads):
        result = super()._forget_elsewhere(people, leads)
        # sudo: as the rest of what is destroyed
        plans, files = self.env["despacho.growth.plan"].sudo(), self.env["ir.attachment"].sudo()
        for block in self:
            written = Domain.OR(
                Domain(name, "ilike", block._get_mark())
                for name in ("summary", "market_words", "line_ids.name", "line_ids.why", "line_ids.note")
            )
            for plan in plans.search(written):
                kept = [("res_model", "=", plan._name), ("res_id", "=", plan.id), ("res_field", "=", False)]
                files.search([*kept, ("name", "=", f"{plan.name}.pdf")]).unlink()
        return result
