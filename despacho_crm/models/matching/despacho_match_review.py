from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.matching.groups import grouped

#: Certain pairs joined in one call: the screen asks again until there are none left.
_AT_A_TIME = 50
_SAMPLE = 6


class DespachoMatchPair(models.Model):
    """What the review screen asks and does: one pair after another, each decision undone at once if need be.

    Sides are told by their place, 0 and 1, as they stand in the pair. A pair that somebody
    else decided meanwhile is no error: the answer says ``gone`` and the screen goes on.
    """

    _name = "despacho.match.pair"
    _inherit = ["despacho.match.pair", "despacho.review"]

    state = fields.Selection(selection_add=[("merged", "Joined")], ondelete={"merged": "cascade"})

    _best_proposed = models.Index("(score DESC, id) WHERE state = 'proposed'")

    def review_join(self, survivor, values=None):
        """Join a pair. ``survivor``: place of the one that stays; ``values``: {field: place of the value kept}."""
        pair = self._review_take()
        if not pair:
            return {"gone": True}
        return pair._review_done(**pair._review_join(survivor, values or {}))

    def review_establish(self, main):
        """Make the other one an establishment of the one in the place ``main``."""
        pair = self._review_take()
        if not pair:
            return {"gone": True}
        if pair.lead_id:
            raise UserError(self.env._("A lead is no establishment: join it or link it."))
        one, other = pair._review_sides()[main], pair._review_sides()[1 - main]
        merge = self.env["despacho.merge"]._establish(one, other, why=pair.why)
        return pair._review_done(merge=merge)

    def review_reject(self):
        """«They are not the same», remembered."""
        pair = self._review_take()
        if not pair:
            return {"gone": True}
        pair.action_reject()
        return pair._review_done(state="rejected")

    def review_undo(self, merge_id=False):
        """Take the decision on a pair back; return it as it stands now and what could not be given back, if any."""
        self._review_check()
        pair = self.exists()
        pair.check_access("read")
        note = ""
        if merge_id:
            merge = self.env["despacho.merge"].browse(merge_id)
            if merge.state == "done":
                merge.action_undo()
                note = merge.undo_note or ""
            if pair:
                # What was joined was forgotten: it is read again, and shown with its evidence.
                self.env["despacho.match.record"]._refresh(pair._review_keys())
        # What stands of a joining that could not be undone whole keeps the pair closed.
        if pair and pair.state != "proposed" and not (merge_id and pair._review_joined()):
            pair._decide("proposed")
        return {"pairs": pair._review_open()._review_data(), "note": note, "progress": self._review_progress()}

    @api.model
    def review_certain(self):
        """Return how many certain pairs there are, and those with the least evidence as (one, other, why)."""
        self._review_check()
        domain = self._review_certain_domain()
        sample = self.search(domain, order="score, id", limit=_SAMPLE)
        return {
            "count": self.search_count(domain),
            "sample": [[*(side.display_name for side in pair._review_sides()), pair.why] for pair in sample],
        }

    @api.model
    def review_accept_certain(self, after=0):
        """Join the next certain pairs whose id is above ``after``, without those that a person has to look at.

        Return {merge_ids, kept: how many pairs were left, after: where to go on, False at the end}.
        """
        self._review_check()
        domain = [*self._review_certain_domain(), ("id", ">", after)]
        pairs = self.search(domain, order="id", limit=_AT_A_TIME)
        merges, last, full = self.env["despacho.merge"], pairs[-1:].id, len(pairs) == _AT_A_TIME
        groups = grouped(pairs, lambda pair: (pair.partner_id.id, pair.other_id.id))
        orders = merges._orders([sorted(ids) for ids, _pairs in groups], True)
        allowed = [(ids, own) for (ids, texts), (_ids, own) in zip(orders, groups, strict=True) if not texts]
        joined = self.browse(pair.id for _ids, own in allowed for pair in own)
        kept = len(pairs) - len(joined)
        merges = merges._join_many([(ids[0], ids[1:], None, own[0].why) for ids, own in allowed], automatic=False)
        joined._review_close("merged")
        return {"merge_ids": merges.ids, "kept": kept, "after": last if full else False}

    @api.model
    def review_undo_certain(self, merge_ids):
        """Undo these joinings, the last one first: each may stand on those before it."""
        self._review_check()
        merges = self.env["despacho.merge"].browse(merge_ids).exists()
        for merge in merges.filtered(lambda merge: merge.state == "done").sorted("id", reverse=True):
            merge.action_undo()

    # What the above is made of

    def _review_open(self):
        """Return the pairs that still wait for a decision."""
        return self.exists().filtered(lambda pair: pair.state == "proposed")

    def _review_done(self, merge=None, state="merged"):
        if not merge or merge.kind != "lead":  # which closes its pair itself
            self._review_close(state)
        return {
            "pair_id": self.id,
            "merge_id": merge.id if merge else False,
            "progress": self._review_progress(),
        }

    def _review_close(self, state):
        """Write down who decided; joining has usually closed the pair already."""
        pair = self.exists()
        if pair:
            # sudo: nobody writes pairs but through decisions
            pair.sudo().write({"state": state, "decided_by_id": self.env.uid, "decided_on": fields.Datetime.now()})

    @api.model
    def _review_domain(self, band=False):
        domain = [("state", "=", "proposed")]
        return [*domain, ("band", "=", band)] if band else domain

    @api.model
    def _review_certain_domain(self):
        return [*self._review_domain("certain"), ("other_id", "!=", False)]

    @api.model
    def _review_progress(self, band=False):
        today = fields.Datetime.context_timestamp(self, fields.Datetime.now()).replace(hour=0, minute=0, second=0)
        since = fields.Datetime.to_string(today - today.utcoffset())
        return {
            "left": self.search_count(self._review_domain(band)),
            "certain": self.search_count(self._review_certain_domain()),
            "today": self.search_count(
                [("decided_by_id", "=", self.env.uid), ("decided_on", ">=", since), ("state", "!=", "proposed")]
            ),
        }
