from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

from ...tools.matching import keys
from ...tools.matching.score import FIELDS
from .despacho_review_evidence import MANY


class DespachoMatchPair(models.Model):
    """What speaks for a pair and against it, in the words of people."""

    _inherit = "despacho.match.pair"

    def _review_evidence(self):
        """Return {pair: [{field, text, bits, agrees, weak}]}, what weighs most first."""
        records = self._review_records()
        shared = self._review_shared()
        words = self._review_rare_words(records.values())
        evidence = {}
        for pair in self:
            known = [records.get(key) for key in pair._review_keys()]
            if not all(known):
                evidence[pair] = []
                continue
            one, other = (
                {**record, "written": side.name} for record, side in zip(known, pair._review_sides(), strict=True)
            )
            bits = {field: pair[f"bits_{field}"] for field in FIELDS}
            evidence[pair] = self._review_say(bits, one, other, shared[pair.id], words)
        return evidence

    def _review_keys(self):
        """Return the numbers under which the engine knows the two sides."""
        return self.partner_id.id, self.other_id.id

    def _review_records(self):
        """Return {number: what the engine read of it}."""
        return self._review_read({key for pair in self for key in pair._review_keys()})

    @api.model
    def _review_read(self, numbers):
        """Return {number: what the engine read of it} of contacts, and of leads with a minus sign."""
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT partner_id, nif, name, email, domain, zip, province
                  FROM despacho_match_record WHERE partner_id = ANY(%s)
                """,
                list(numbers),
            )
        )
        return {row["partner_id"]: row for row in rows}

    def _review_shared(self):
        """Return {id of the pair: {kind of key: how many have the value that both share}}."""
        shared = defaultdict(dict)
        sides = [pair._review_keys() for pair in self]
        rows = self.env.execute_query(
            SQL(
                """
                SELECT pair.id, (both_have.key & %(kind)s)::int, LEAST(%(many)s, MIN((
                       SELECT COUNT(*) FROM (SELECT FROM despacho_match_key crowd
                                              WHERE crowd.key = both_have.key LIMIT %(many)s) AS crowded)))
                  FROM UNNEST(%(ids)s::int[], %(ones)s::int[], %(others)s::int[]) AS pair (id, one, other)
                  JOIN despacho_match_record one ON one.partner_id = pair.one
                  JOIN despacho_match_record other ON other.partner_id = pair.other
                 CROSS JOIN LATERAL (SELECT UNNEST(one.keys) INTERSECT SELECT UNNEST(other.keys)) AS both_have (key)
                 WHERE both_have.key & %(kind)s <= %(last)s
                 GROUP BY pair.id, both_have.key & %(kind)s
                """,
                ids=self.ids,
                ones=[one for one, _other in sides],
                others=[other for _one, other in sides],
                many=MANY,
                kind=keys.KIND,
                last=keys.STREET,
            )
        )
        for pair_id, kind, count in rows:
            shared[pair_id][kind] = count
        return shared
