from odoo import models

from ...tools import verdict


class DespachoImport(models.Model):
    """A file does not bring back whoever asked to be erased, nor whom the time to keep was over for."""

    _inherit = "despacho.import"

    def _decide(self, rows, first_rows=None, others=None, staged=None, as_staged=False):
        found = super()._decide(rows, first_rows, others, staged, as_staged)
        keys = self.env["despacho.privacy.block.key"]
        if self.target not in ("partner", "lead") or not keys._is_anybody_known():
            return found
        people = [keys._read(row.values.get("nif"), [row.values.get("email")]) for row in rows]
        for place in keys._find_blocks(people):
            found[place] = verdict.Verdict("rejected", "blocked")
        return found
