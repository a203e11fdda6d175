from itertools import combinations

from odoo import api, models
from odoo.tools import SQL

from ...tools.matching import normalise


class DespachoMerge(models.Model):
    """What the job leaves to a person: what somebody decided already, and what may be another address."""

    _inherit = "despacho.merge"

    @api.model
    def _hindrance_facts(self, partners):
        return {**super()._hindrance_facts(partners), **self._decided_facts(partners)}

    @api.model
    def _decided_facts(self, partners):
        """Return the pairs of ids that somebody said are not the same, or took back, and those that are doubtful."""
        self.env["despacho.match.pair"].flush_model(["partner_id", "other_id", "state", "doubt"])
        self.env["despacho.merge"].flush_model(["partner_id", "source_ids", "state"])
        decided = self.env.execute_query(
            SQL(
                """
                SELECT partner_id, other_id, state FROM despacho_match_pair
                 WHERE (state = 'rejected' OR state = 'proposed' AND doubt <> 'alone')
                   AND partner_id = ANY(%(ids)s) AND other_id = ANY(%(ids)s)
                """,
                ids=partners.ids,
            )
        )
        undone = self.env.execute_query(
            SQL(
                """
                SELECT merge.partner_id, source.partner_id
                  FROM despacho_merge_source_rel source JOIN despacho_merge merge ON merge.id = source.merge_id
                 WHERE merge.state <> 'done' AND source.partner_id = ANY(%(ids)s) AND merge.partner_id = ANY(%(ids)s)
                """,
                ids=partners.ids,
            )
        )
        return {
            "rejected": {frozenset(pair) for *pair, state in decided if state == "rejected"},
            "doubtful": {frozenset(pair) for *pair, state in decided if state == "proposed"},
            "undone": {frozenset(pair) for pair in undone},
        }

    @api.model
    def _never_by_itself(self, members, facts):
        yield from super()._never_by_itself(members, facts)
        pairs = {frozenset(pair) for pair in combinations(members.ids, 2)}
        if pairs & facts["rejected"]:
            yield self.env._("Somebody said that two of them are not the same.")
        if pairs & facts["undone"]:
            yield self.env._("Somebody took their joining back: a person has to decide.")
        if pairs & facts["doubtful"]:
            yield self.env._("What makes each like the next does not make them all one: a person has to decide.")
        # A person may have said of many at once that they only moved.
        if not self.env.context.get("merge_elsewhere") and self._at_other_addresses(members):
            yield self.env._("They are at different addresses: the other one may be an establishment.")

    @api.model
    def _at_other_addresses(self, partners):
        """Whether two of ``partners`` say different addresses; who says none, or half, does not contradict."""
        zips = {normalise.postcode(partner.zip) for partner in partners} - {""}
        streets = {normalise.street(partner.street) for partner in partners} - {""}
        return len(zips) > 1 or len(streets) > 1
