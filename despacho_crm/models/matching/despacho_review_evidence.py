from odoo import models
from odoo.tools import SQL

from ...tools.matching import keys
from ...tools.matching.score import ADVISER_BITS, FIELDS

#: From so many on, the number of those that share a value is not worth counting.
MANY = 1000


class DespachoReview(models.AbstractModel):
    """What speaks for two being one and against it, in the words of people."""

    _inherit = "despacho.review"

    def _review_say(self, bits, one, other, shared, words):
        """Return [{field, text, bits, agrees, weak}] on two records, what weighs most first.

        ``bits``: {field: bits}. ``one``, ``other``: what the engine read of them, with the name as
        it is ``written``. ``shared``: {kind of key: how many have the value that both share}.
        ``words``: {word: how many have it in their name}. ``weak``: it agrees, and says next to nothing.
        """
        found = []
        for field in FIELDS:
            worth = bits.get(field)
            if not worth:
                continue
            text = getattr(self, f"_review_say_{field}")(worth, one, other, shared, words)
            weak = 0 < worth <= ADVISER_BITS
            found.append({"field": field, "text": text, "bits": round(worth, 1), "agrees": worth > 0, "weak": weak})
        return sorted(found, key=lambda item: -abs(item["bits"]))

    def _review_rare_words(self, records):
        """Return {word: how many have it in their name} of the words in ``records``, with their postcodes as z:."""
        words = {word for record in records for word in record["name"].split()}
        words |= {f"z:{record['zip']}" for record in records if record["zip"]}
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
        if count >= MANY:
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
            if one["written"] == other["written"]:
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
