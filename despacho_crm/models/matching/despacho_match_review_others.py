from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from .despacho_review import AHEAD

#: How many others are named, and how many pairs are read to find them.
_NAMED, _READ = 3, 200


class DespachoMatchPair(models.Model):
    """Who is there three times makes several pairs: they are told of each other, and come one after another."""

    _inherit = "despacho.match.pair"

    @api.model
    def review_next(self, skipped=(), band=False, limit=AHEAD, near=()):
        """As before; pairs of one of the contacts ``near``, which were just decided on, come first."""
        found = super().review_next(skipped, band, limit)
        if near:
            wanted = Domain(self._review_domain(band)) & Domain("id", "not in", list(skipped))
            close = self.search(wanted & self._review_of(near), limit=limit)
            rest = [pair for pair in found["pairs"] if pair["id"] not in close.ids]
            found["pairs"] = [*close._review_data(), *rest][:limit]
        return found

    @api.model
    def _review_of(self, partner_ids):
        ids = list(partner_ids)
        return Domain("partner_id", "in", ids) | Domain("other_id", "in", ids)

    def _review_data(self):
        others = self._review_others()
        return [{**data, "others": others[pair]} for pair, data in zip(self, super()._review_data(), strict=True)]

    def _review_others(self):
        """Return {pair: [names of the other contacts that either side may be as well]}."""
        contacts = self.filtered(lambda pair: not pair.lead_id)
        partners = contacts.partner_id | contacts.other_id
        proposed = Domain(self._review_domain()) & Domain("lead_id", "=", False) & self._review_of(partners.ids)
        likely = defaultdict(list)
        for pair in self.search(proposed, limit=_READ):
            for one, other in ((pair.partner_id, pair.other_id), (pair.other_id, pair.partner_id)):
                likely[one].append(other)
        others = {}
        for pair in self:
            sides = (pair.partner_id, pair.other_id) if pair in contacts else ()
            found = {other: None for side in sides for other in likely[side] if other not in sides}
            others[pair] = [other.display_name or "" for other in list(found)[:_NAMED]]
        return others
