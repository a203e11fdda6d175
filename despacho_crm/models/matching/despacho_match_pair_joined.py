from odoo import models
from odoo.exceptions import UserError


class DespachoMatchPair(models.Model):
    """What is joined is not decided again: what was decided is undone with the joining."""

    _inherit = "despacho.match.pair"

    def _check_undecided(self):
        if joined := self._review_joined():
            one, other = (side.display_name for side in joined[0]._review_sides())
            raise UserError(
                self.env._(
                    "«%(one)s» and «%(other)s» are joined: undo the joining in «Joinings» first.", one=one, other=other
                )
            )
        return super()._check_undecided()

    def _review_joined(self):
        """Return those of the pairs whose joining stands, or one of whose sides went into another contact."""
        pairs = self.sudo()  # sudo: a joining stands whoever may see it
        sides = pairs.partner_id | pairs.other_id
        standing = pairs.env["despacho.merge"].search(
            [
                ("state", "=", "done"),
                *("|", ("partner_id", "in", sides.ids), ("lead_id", "in", (pairs.lead_id | pairs.other_lead_id).ids)),
            ]
        )
        together = {frozenset((merge.partner_id.id, source.id)) for merge in standing for source in merge.source_ids}
        # A lead and a contact, or two leads, are told by the journal only.
        of_leads = standing.filtered("lead_id").ids
        closed = pairs.env["despacho.merge.line"].search_fetch(
            [("merge_id", "in", of_leads), ("table_name", "=", self._table), ("res_id", "in", self.ids)], ["res_id"]
        )
        closed_ids = set(closed.mapped("res_id"))
        return self.browse(
            pair.id
            for pair in pairs
            if pair.id in closed_ids
            or (pair.partner_id | pair.other_id).merged_into_id
            or not pair.lead_id
            and frozenset((pair.partner_id.id, pair.other_id.id)) in together
        )
