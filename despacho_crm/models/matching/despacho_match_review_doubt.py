from odoo import models
from odoo.tools import SQL


class DespachoMatchPair(models.Model):
    """What to know before deciding on a pair: why it is not certain, and what does not pass with a joining."""

    _inherit = "despacho.match.pair"

    def _review_data(self):
        doubts, stays = self._review_doubts(), self._review_stays()
        return [
            {**data, "doubts": doubts[pair], "stays": stays[pair]}
            for pair, data in zip(self, super()._review_data(), strict=True)
        ]

    def _review_doubts(self):
        """Return {pair: [why a person has to look at it, in words]}: what the engine doubts and the job may not."""
        labels = dict(self._fields["doubt"]._description_selection(self.env))
        merges = self.env["despacho.merge"].sudo()  # sudo: what leaves it to a person may not be seen
        contacts = self.filtered(lambda pair: not pair.lead_id)
        facts = merges._hindrance_facts(contacts.partner_id | contacts.other_id)
        # It is said in its own words.
        facts["doubtful"] = set()
        doubts = {}
        for pair in self:
            texts = [labels[pair.doubt]] if pair.doubt else []
            if pair in contacts:
                members = merges.env["res.partner"].browse((pair.partner_id.id, pair.other_id.id))
                texts += merges._never_by_itself(members, facts)
            # What another sentence says with more words is not said twice.
            doubts[pair] = [
                text for text in texts if not any(other != text and other.startswith(text) for other in texts)
            ]
        return doubts

    def _review_stays(self):
        """Return {pair: [[what stays behind if the first one stays], the same for the second]}, in words."""
        self.env["account.move"].flush_model(["inalterable_hash"])
        self.env["account.move.line"].flush_model(["partner_id", "move_id"])
        sealed = dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT line.partner_id, COUNT(DISTINCT line.move_id)
                      FROM account_move_line line JOIN account_move move ON move.id = line.move_id
                     WHERE line.partner_id = ANY(%s) AND move.inalterable_hash IS NOT NULL
                     GROUP BY 1
                    """,
                    (self.partner_id | self.other_id).ids,
                )
            )
        )
        stays = {}
        for pair in self:
            sides = pair._review_sides() if not pair.lead_id else ()
            said = [[self._review_sealed_text(side, sealed[side.id])] if side.id in sealed else [] for side in sides]
            # What one side has stays behind when the other one stays.
            stays[pair] = said[::-1] or [[], []]
        return stays

    def _review_sealed_text(self, partner, count):
        if count == 1:
            return self.env._(
                "One entry of «%(name)s» is sealed by accounting: its document passes, the entry keeps that name.",
                name=partner.display_name,
            )
        return self.env._(
            "%(count)s entries of «%(name)s» are sealed by accounting: their documents pass, "
            "the entries keep that name.",
            count=count,
            name=partner.display_name,
        )
