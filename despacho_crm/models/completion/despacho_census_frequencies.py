from odoo import api, models
from odoo.tools import SQL

from ...tools import census_words
from ...tools.matching.lookup import rare_words
from ...tools.matching.normalise import name
from ...tools.matching.tokens import Frequencies, shipped_counts

#: Words of a company of the census, as its index has them.
WORDS = SQL(
    "to_tsvector('simple', translate(lower(census.name || ' ' || COALESCE(census.trade_name, '')), %s, %s))",
    census_words.FROM,
    census_words.TO,
)
#: A word that is not among the commonest is counted so far; one that more have is taken to be in so many names.
_COUNTED, _MORE = 200, 500
#: Rows up to which a census is counted.
_SMALL = 100_000


class _Pooled:
    """{word: names of the base and of the census that have it}, as far as ``Frequencies`` asks."""

    def __init__(self, known, shipped, counted, growth):
        self._known, self._shipped, self._counted, self._growth = known, shipped, counted, growth

    def get(self, word, _default):
        there = self._known.get(word, 0)
        if word in self._counted:
            return there + self._counted[word]
        return there + self._growth * (there + self._shipped.get(word, 0))


class DespachoCensusMatch(models.Model):
    """How common the words of a name are, the census counted in: what is rare tells companies apart."""

    _inherit = "despacho.census.match"

    @api.model
    def _get_census_size(self):
        """Return how many companies the census has, of many about how many."""
        [(guess,)] = self.env.execute_query(
            SQL("SELECT reltuples FROM pg_class WHERE oid = 'despacho_census_company'::regclass")
        )
        if guess >= _SMALL:
            return int(guess)
        first = SQL("SELECT FROM despacho_census_company LIMIT %s", 2 * _SMALL)
        return self.env.execute_query(SQL("SELECT COUNT(*) FROM (%s) AS first_ones", first))[0][0]

    @api.model
    def _get_frequencies(self, names, size):
        """Return (function from a word to its bits, bits that two names share by chance).

        Of base, census and shipped table together. Rare words of the ``names`` are counted in the census; the others
        are taken to be as common there as elsewhere.
        """
        counts = self.env["despacho.match.count"]
        sample_total, shipped = shipped_counts()
        total = counts._total()
        known = self._get_counts({word for text in names for word in name(text).tokens})
        sample = Frequencies(total, known)
        rare = {}
        for text in names:
            rare.update(rare_words(text, sample.bits))
        counted = {rare[word]: count for word, count in self._count_words(list(rare), size).items()}
        pooled = Frequencies(total + size, _Pooled(known, shipped, counted, size / (total + sample_total)))
        return pooled.bits, pooled.chance

    @api.model
    def _count_words(self, words, size):
        """Return {word: companies of the census that have it}, of the ``size`` that there are.

        Of the commonest the database knows the share; the others are looked up.
        """
        known = self.env.execute_query(
            SQL(
                """
                SELECT UNNEST(most_common_elems::text::text[]), UNNEST(most_common_elem_freqs[:CARDINALITY(
                           most_common_elems::text::text[])])
                  FROM pg_stats WHERE schemaname = CURRENT_SCHEMA() AND tablename = 'despacho_census_company_words_idx'
                """
            )
        )
        shares = dict(known)
        counted = {word: shares[word] * size for word in words if word in shares}
        with self.env["despacho.match.engine"]._by_index():
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT word, (SELECT COUNT(*) FROM (
                           SELECT FROM despacho_census_company census WHERE %s @@ word::tsquery LIMIT %s) AS first_ones)
                      FROM UNNEST(%s::text[]) AS word
                    """,
                    WORDS,
                    _COUNTED,
                    [word for word in words if word not in counted],
                )
            )
        return {**counted, **{word: count if count < _COUNTED else _MORE for word, count in rows}}
