from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager

from odoo import api, models
from odoo.tools import SQL

from ...tools.matching import calibrate, score
from ...tools.matching.doubt import doubt
from ...tools.matching.name_model import LEAST_BITS, MOST_BITS, name_bits
from ...tools.matching.normalise import Name

_FETCH = 20000
#: The order in which the query gives the bits.
_SQL_FIELDS = tuple(field for field in score.FIELDS if field != "name")


class DespachoMatchEngine(models.AbstractModel):
    """Finds the pairs of contacts that may be one: candidates and bits in SQL, names in Python.

    1. candidates: pairs that share a key, with how many share it and under how many names;
    2. bits of every field but the name, in one statement, without the pairs that two
       different NIFs, another company's scope or «not the same» exclude;
    3. the name model sees only the pairs that it may still bring above the threshold,
       and what passes goes to ``despacho.match.pair``.
    """

    _name = "despacho.match.engine"
    _description = "Engine of duplicates"

    @api.model
    def _match(self, partner_ids=None):
        """Compare the contacts ``partner_ids`` with all, or all with all, and propose the pairs found."""
        cr = self.env.cr
        pairs = self.env["despacho.match.pair"]
        pairs.flush_model()
        # Large joins, whole results: neither little memory nor the first rows at once, and compiling takes longer.
        cr.execute(
            SQL(
                """
                SELECT SET_CONFIG('work_mem', '256MB', TRUE), SET_CONFIG('jit', 'off', TRUE),
                       SET_CONFIG('cursor_tuple_fraction', '1', TRUE)
                """
            )
        )
        counts = self.env["despacho.match.count"]
        small = counts._is_small()
        if partner_ids is None or small:
            counts._count()
        if partner_ids is None:
            self._match_all(small)
        else:
            self._match_some(list(partner_ids), small)
        pairs.invalidate_model()
        self.env["despacho.match.record"]._compared(partner_ids)

    @api.model
    def _match_all(self, small):
        cr, counts, pairs = self.env.cr, self.env["despacho.match.count"], self.env["despacho.match.pair"]
        limits = self._limits(small)
        cr.execute(SQL("ANALYZE despacho_match_key; ANALYZE despacho_match_record"))
        cr.execute(self._blocks_sql(limits))
        cr.execute(
            SQL(
                """
                DROP TABLE IF EXISTS despacho_match_candidate;
                CREATE TEMP TABLE despacho_match_candidate ON COMMIT DROP AS %s;
                DROP TABLE despacho_match_block;
                ANALYZE despacho_match_candidate
                """,
                self._candidates_sql(self._pairs_in_blocks_sql(limits), limits),
            )
        )
        scored = self._scored_sql(
            SQL("SELECT * FROM despacho_match_candidate"),
            SQL("despacho_match_record"),
            counts._total(),
            self._undecided_sql(),
            limits,
        )
        pairs._start_found()
        cr.execute(SQL("DECLARE despacho_match_scored NO SCROLL CURSOR FOR %s", scored))
        self._weigh_ahead(counts._frequencies())
        cr.execute(SQL("CLOSE despacho_match_scored; DROP TABLE despacho_match_candidate"))
        pairs._store_found(SQL("despacho_match_found AS found"))

    @api.model
    def _weigh_ahead(self, frequencies):
        """Weigh the names of one batch on this core while PostgreSQL makes the next one on another."""
        pairs = self.env["despacho.match.pair"]
        scales = self.env["despacho.match.calibration"]._scales()
        fetch = SQL("FETCH %s FROM despacho_match_scored", _FETCH)
        with ThreadPoolExecutor(1) as beside:
            ahead = beside.submit(self.env.execute_query, fetch)
            while rows := ahead.result():
                ahead = beside.submit(self.env.execute_query, fetch)
                found = self._weigh_names(rows, frequencies, scales)
                wait((ahead,))  # a cursor is one thread's at a time
                pairs._add_found(found)

    @api.model
    def _match_some(self, partner_ids, small):
        counts, pairs = self.env["despacho.match.count"], self.env["despacho.match.pair"]
        with self._by_index():
            rows = self.env.execute_query(self._scored_of_sql(partner_ids, counts._total(), small))
        words = {word for row in rows for word in f"{row[8]} {row[11]}".split()}
        scales = self.env["despacho.match.calibration"]._scales()
        found = self._weigh_names(rows, counts._frequencies(words), scales)
        pairs._store_found(pairs._found_sql(found), partner_ids)

    @contextmanager
    def _by_index(self):
        """Within it, a few records are looked up.

        The planner takes the few for many, as it does not know how many share a key, and would
        read the whole base instead; compiling takes longer than what is asked.
        """
        self._allow("off")
        yield
        self._allow("on")

    @api.model
    def _allow(self, whether):
        """Turn the ways of joining that read everything on or off for the rest of the transaction."""
        self.env.cr.execute(
            SQL(
                """
                SELECT SET_CONFIG('enable_hashjoin', %(whether)s, TRUE),
                       SET_CONFIG('enable_mergejoin', %(whether)s, TRUE),
                       SET_CONFIG('enable_seqscan', %(whether)s, TRUE), SET_CONFIG('jit', 'off', TRUE)
                """,
                whether=whether,
            )
        )

    @api.model
    def _scored_of_sql(self, partner_ids, total, small):
        """Return the query of the scored pairs of ``partner_ids``, each once."""
        limits = self._limits(small)
        own = SQL(
            "SELECT partner_id AS id, UNNEST(keys) AS key, stem FROM despacho_match_record WHERE partner_id = ANY(%s)",
            partner_ids,
        )
        pairs = SQL(
            """
            SELECT LEAST(one, two) AS one, GREATEST(one, two) AS two, kind, size, stems, far
              FROM (%(pairs)s) pair
             WHERE one <> two AND (one < two OR two <> ALL(%(ids)s))
            """,
            pairs=self._pairs_of_sql(own, limits),
            ids=partner_ids,
        )
        return self._scored_sql(
            self._candidates_sql(pairs, limits), SQL("despacho_match_record"), total, self._undecided_sql(), limits
        )

    @api.model
    def _undecided_sql(self):
        return SQL(
            """
            NOT EXISTS (SELECT FROM despacho_match_pair decided
                         WHERE COALESCE(-decided.lead_id, decided.partner_id) = pair.one
                           AND COALESCE(-decided.other_lead_id, decided.other_id, decided.partner_id) = pair.two
                           AND decided.state <> 'proposed')
            """
        )

    @api.model
    def _weigh_names(self, rows, frequencies, scales):
        """Add the bits of the names to scored candidates; return those worth a look.

        As (one, two, band, score, bits, doubt).

        Bits stand in the order of ``score.FIELDS`` and as shipped; the score and the band are as the firm's decisions
        make them count (``scales``). Asks nothing of the database.
        """
        found, heard = [], {}
        bits_of, chance = frequencies.bits, frequencies.chance

        def hear(text):
            tokens = tuple(text.split())
            heard[text] = tokens, sum(map(bits_of, tokens))
            return heard[text]

        for row in rows:
            (tokens_one, whole_one), (tokens_two, whole_two) = (
                heard.get(text) or hear(text) for text in (row[8], row[11])
            )
            # Who has not said their name has not said another one.
            said = bool(tokens_one and tokens_two)
            others = sum(row[2:8])
            if said and not scales:
                # Names have no more in common than the shorter one says: most of those that differ are settled by that.
                most = max(LEAST_BITS, min(MOST_BITS, min(whole_one, whole_two) - chance))
                if most + others < score.REVIEW and sorted(tokens_one) != sorted(tokens_two):
                    continue
            one, two = Name(tokens_one, row[9], row[10]), Name(tokens_two, row[12], row[13])
            named = name_bits(one, two, bits_of, chance=chance) if said else 0.0
            if not scales and named + others < score.REVIEW:
                continue
            bits = dict(zip(_SQL_FIELDS, row[2:8], strict=True), name=named)
            counted = calibrate.applied(scales, bits)
            if (worth := sum(counted.values())) >= score.REVIEW:
                # The same NIF leaves no doubt.
                why_not = "" if row[2] else doubt(one, two, row[14], score.shares_own(bits))
                band = score.band(counted, why_not, bits)
                found.append((row[0], row[1], band, worth, *(bits[field] for field in score.FIELDS), why_not))
        return found
