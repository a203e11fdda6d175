from odoo import models


class DespachoImport(models.Model):
    """Further rows of a client follow what was decided on the first one, and are as they were when it is taken back."""

    _inherit = "despacho.import"

    def _note_before(self, kind, choice, rows, names):
        decision = super()._note_before(kind, choice, rows, names)
        if self.target == "billing" and "choice" in names:
            # Which of them a person left out is told by nothing else, once the client has what they say.
            followers = self._get_target()._get_followers(self, rows)
            left = [[{"included": included}, mine.ids] for included, mine in followers.grouped("included").items()]
            # sudo: nobody writes decisions by hand, only code says what there was before
            decision.sudo().before = [*(decision.sudo().before or ()), *left]
        return decision

    def _decide_picked(self, rows):
        """Of what was invoiced nobody chooses whose value stays: nothing is decided anew."""
        return None if self.target == "billing" else super()._decide_picked(rows)
