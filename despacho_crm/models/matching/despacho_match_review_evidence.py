from collections import defaultdict

from odoo import models
from odoo.tools import SQL

from ...tools.matching import keys
from ...tools.matching.score import ADVISER_BITS, FIELDS

#: From so many on, the number of those that share a value is not worth counting.
_MANY = 1000


class DespachoMatchPair(models.Model):
    """What speaks for a pair and against it, in the words of people."""

    _inherit = "despacho.match.pair"

    def _review_evidence(self):
        """Return {pair: [{field, text, bits, agrees, weak}]}, what weighs most first.

        ``weak``: it agrees, and says next to nothing.
        """
        records = self._review_records()
        shared = self._review_shared()
        words = self._review_rare_words(records)
        evidence = {}
        for pair in self:
            one, other = (records.get(key) for key in pair._review_keys())
            found = []
            for field in FIELDS:
                bits = pair[f"bits_{field}"]
                if not bits or not one or not other:
                    continue
                text = getattr(pair, f"_review_say_{field}")(bits, one, other, shared[pair.id], words)
                weak = 0 < bits <= ADVISER_BITS
                found.append({"field": field, "text": text, "bits": round(bits, 1), "agrees": bits > 0, "weak": weak})
            evidence[pair] = sorted(found, key=lambda item: -abs(item["bits"]))
        return evidence

    def _review_keys(self):
        """Return the numbers under which the engine knows the two sides."""
        return self.partner_id.id, self.other_id.id

    def _review_records(self):
        """Return {number: what the engine read of it}."""
        ids = list({key for pair in self for key in pair._review_keys()})
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT partner_id, nif, name, email, domain, zip, province
                  FROM despacho_match_record WHERE partner_id = ANY(%s)
                """,
                ids,
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
                many=_MANY,
                kind=keys.KIND,
                last=keys.STREET,
            )
        )
        for pair_id, kind, count in rows:
            shared[pair_id][kind] = count
        return shared

    def _review_rare_words(self, records):
        """Return {word: how many have it in their name} of the words in ``records``, with their postcodes as z:."""
        words = {word for record in records.values() for word in record["name"].split()}
        words |= {f"z:{record['zip']}" for record in records.values() if record["zip"]}
        return dict(
            self.env.execute_query(
                SQL("SELECT value, count FROM despacho_match_count WHERE value = ANY(%s)", list(words))
            )
        )

    def _review_how_many(self, count):
        """Return how many share a value, in words; empty when it is not known."""
        if not count:
            return ""
        if count <= 2:
            return self.env._("which only these two have")
        if count >= _MANY:
            return self.env._("which very many have")
        return self.env._("which %(count)s have", count=count)

    def _review_with_count(self, text, count, bits):
        if 0 < bits <= ADVISER_BITS:
            return self.env._("%(what)s, but under many names: perhaps it is their adviser's", what=text)
        how_many = self._review_how_many(count)
        return f"{text}, {how_many}" if how_many else text

    def _review_say_nif(self, bits, one, other, shared, words):
        return self.env._("same NIF, %(nif)s", nif=one["nif"] or "")

    def _review_say_name(self, bits, one, other, shared, words):
        if bits < 0:
            return self.env._("different name")
        if one["name"] == other["name"]:
            said = self.env._("same name, written in another way")
            if self._review_sides()[0].name == self._review_sides()[1].name:
                said = self.env._("same name")
        else:
            said = self.env._("similar name")
        common = set(one["name"].split()) & set(other["name"].split())
        common = [word for word in common if words.get(word) and not word.isdigit()]
        rare = min(common, key=lambda word: (words[word], word), default=None)
        if rare and words[rare] <= 20:
            return self.env._(
                "%(name)s: «%(word)s», %(how_many)s", name=said, word=rare, how_many=self._review_how_many(words[rare])
            )
        return said

    def _review_say_phone(self, bits, one, other, shared, words):
        if bits < 0:
            return self.env._("different phone")
        return self._review_with_count(self.env._("same phone"), shared.get(keys.PHONE), bits)

    def _review_say_email(self, bits, one, other, shared, words):
        if bits < 0:
            return self.env._("different e-mail domain")
        if one["email"] is not None and one["email"] == other["email"]:
            return self._review_with_count(self.env._("same e-mail"), shared.get(keys.EMAIL), bits)
        return self._review_with_count(self.env._("same e-mail domain or web"), shared.get(keys.DOMAIN), bits)

    def _review_say_place(self, bits, one, other, shared, words):
        if bits < 0 and one["province"] == other["province"]:
            return self.env._("another postcode of the province")
        if bits < 0:
            return self.env._("another province")
        if one["zip"] and one["zip"] == other["zip"]:
            text = self.env._("same postcode, %(zip)s", zip=one["zip"])
            how_many = self._review_how_many(words.get(f"z:{one['zip']}"))
            return f"{text}, {how_many}" if how_many else text
        return self.env._("same province")

    def _review_say_street(self, bits, one, other, shared, words):
        if bits < 0:
            return self.env._("different street")
        return self._review_with_count(self.env._("same street and number"), shared.get(keys.STREET), 99)

    def _review_say_kind(self, bits, one, other, shared, words):
        return self.env._("a person and a company")
