from odoo import models


class DespachoMatchPair(models.Model):
    """What to know before deciding on a pair: why it is not certain."""

    _inherit = "despacho.match.pair"

    def _review_data(self):
        doubts = self._review_doubts()
        return [{**data, "doubts": doubts[pair]} for pair, data in zip(self, super()._review_data(), strict=True)]

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
