from odoo import models


class DespachoMerge(models.Model):
    """Of contacts that are joined, the figures of their years add up, and so do their establishments."""

    _inherit = "despacho.merge"

    def _write_plans(self, plans, tally, recorder):
        result = super()._write_plans(plans, tally, recorder)
        moved = tally.rows.get(("despacho_company_year", "partner_id"), {})
        recorder.owners.update({("despacho_company_year", row): merge_id for row, merge_id in moved.items()})
        if moved:
            self.env["despacho.company.year"].browse(moved).partner_id._figures_follow()
        self.env["res.partner"]._establishments_follow(dict.fromkeys(self.partner_id.child_ids, {}), {})
        return result
