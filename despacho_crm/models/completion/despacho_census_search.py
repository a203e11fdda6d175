from math import log2

from odoo import api, models
from odoo.tools import SQL

from ...tools.matching import calibrate, compare, score
from ...tools.matching.doubt import doubt
from ...tools.matching.keys import Record
from ...tools.matching.lookup import lookup
from ...tools.matching.name_model import name_bits
from ...tools.matching.normalise import name
from ..matching.despacho_match_source import source_sql
from .despacho_census_frequencies import WORDS

#: Who is looked for with one commit.
BATCH = 500
#: Companies compared with one who is looked for: what more have in common says too little.
_CROWD = 40
#: Proposed to one: the likeliest.
_MOST = 5
_TEXTS = ("nif", "name", "phone", "email", "website", "zip", "province", "street")
#: The forms of whose NIF a person has none.
_OF_COMPANIES = frozenset("ABCDEFGHJNPQRSUVW")


class DespachoCensusMatch(models.Model):
    """How who lacks a NIF is looked for in the census, however many companies it has.

    By the words of the name, in the index that the search of the census has: a few rows for each. They are weighed
    as the engine weighs contacts, and the census is not among what the engine compares.
    """

    _inherit = "despacho.census.match"

    @api.model
    def _search_waiting(self, go_on=lambda count, left: True):
        """Look for those who wait, a batch at a time; ``go_on``(batch, left) says whether there is time for more.

        Return whether all were looked for.
        """
        sought = self.env["despacho.census.sought"]
        census = sought._get_census()
        if not self._get_census_size():
            return True
        numbers = sought._waiting(census)
        for start in range(0, len(numbers), BATCH):
            batch = numbers[start : start + BATCH]
            self._search_some(batch, census)
            if not go_on(len(batch), len(numbers) - start - len(batch)):
                return False
        sought._forget_others()
        return True

    @api.model
    def _search_some(self, numbers, census=0):
        """Look for contacts, and leads by their negative ids, and propose whom they may be."""
        needy = self.env.execute_query(source_sql(numbers))
        rejected = self._rejected_of(numbers)
        scales = self.env["despacho.match.calibration"]._scales()
        found = []
        if needy:
            size = self._get_census_size()
            records = {row[0]: Record.of(dict(zip(_TEXTS, row[7:], strict=True))) for row in needy}
            bits, chance = self._get_frequencies([row[8] for row in needy], size)
            candidates = self._find_candidates(needy, records, bits, size)
            crowd = self._get_crowd(records, candidates)
            for row in needy:
                mine = candidates.get(row[0], ())
                mine = [one for one in mine if one["nif_key"] not in rejected.get(row[0], ())]
                found += self._weigh(row, records[row[0]], mine, crowd, bits, chance, scales)
        self._store_found(numbers, found)
        self.env["despacho.census.sought"]._note({row[0]: row[1] for row in needy}, census)

    # Whom to compare

    @api.model
    def _find_candidates(self, needy, records, bits, size):
        """Return {number: [row of the census]} of those who may be who is looked for.

        First by two of their rarest words; by all of them, or where they are, when too many have those; at last by
        one alone, where they are, when nobody was found.
        """
        least = log2(max(size / _CROWD, 1)) - 1
        asked = {row[0]: lookup(row[8], bits, least) for row in needy}
        companies = {row[0]: row[2] for row in needy}
        places = self._get_states({number: record.province for number, record in records.items()})
        found = {}

        def ask(questions):
            rows = self._ask_census([(*question, companies[question[0]]) for question in questions if question[1]])
            for number, _query, _state in questions:
                mine = rows.get(number, ())
                if 0 < len(mine) <= _CROWD:
                    found.setdefault(number, {}).update((one["id"], one) for one in mine)
            return {number for number, mine in rows.items() if len(mine) > _CROWD}

        crowded = ask([(number, one.several, None) for number, one in asked.items()])
        ask([(number, asked[number].whole, None) for number in crowded])
        crowded = [number for number in crowded if number not in found and number in places]
        crowded = ask([(number, asked[number].several, places[number]) for number in crowded])
        ask([(number, asked[number].whole, places[number]) for number in crowded])
        alone = [number for number in asked if number not in found and number in places]
        ask([(number, asked[number].lone, places[number]) for number in alone])
        return {number: list(mine.values()) for number, mine in found.items()}

    @api.model
    def _ask_census(self, questions):
        """Return {number: rows of the census} for (number, words, province or None, company or None)."""
        if not questions:
            return {}
        numbers, queries, states, companies = map(list, zip(*questions, strict=True))
        with self.env["despacho.match.engine"]._by_index():
            rows = self.env.execute_query_dict(
                SQL(
                    """
                    SELECT needy.number, census.*, state.code AS province
                      FROM UNNEST(%(numbers)s::int[], %(queries)s::text[], %(states)s::int[], %(companies)s::int[])
                           AS needy (number, query, state_id, company_id)
                     CROSS JOIN LATERAL (
                           SELECT census.id, census.nif_key, census.name, census.trade_name, census.phone,
                                  census.email, census.website, census.zip, census.street, census.state_id,
                                  census.company_id
                             FROM despacho_census_company census
                            WHERE %(words)s @@ needy.query::tsquery
                              AND (needy.state_id IS NULL OR census.state_id = needy.state_id)
                              AND COALESCE(census.company_id = needy.company_id, TRUE)
                            LIMIT %(crowd)s + 1) census
                      LEFT JOIN res_country_state state ON state.id = census.state_id
                     ORDER BY needy.number, census.id
                    """,
                    numbers=numbers,
                    queries=queries,
                    states=states,
                    companies=companies,
                    words=WORDS,
                    crowd=_CROWD,
                )
            )
        found = {}
        for row in rows:
            found.setdefault(row["number"], []).append(row)
        return found

    @api.model
    def _get_states(self, provinces):
        """Return {number: id of the province} of ``provinces``, {number: INE's number of a province}."""
        by_number = {}
        for state in self.env["res.country.state"].search([("country_id.code", "=", "ES")]):
            by_number[Record.of({"province": state.code}).province] = state.id
        return {number: by_number[one] for number, one in provinces.items() if one in by_number}

    # What they have in common is worth

    @api.model
    def _get_crowd(self, records, candidates):
        """Return the :class:`~.compare.Crowd` of what those who are looked for share with their candidates."""
        keys, places = set(), set()
        for number, mine in candidates.items():
            one = records[number]
            places |= {f"z:{one.zip}", f"p:{one.province}"}
            for row in mine:
                row["record"] = _read(row)
                keys |= compare.shared_keys(one, row["record"])
        sharing = self.env.execute_query(
            SQL(
                """
                SELECT key, COUNT(*), ARRAY_AGG(DISTINCT stem) FROM despacho_match_key
                 WHERE key = ANY(%s::bigint[]) GROUP BY key
                """,
                list(keys),
            )
        )
        return compare.Crowd(
            self.env["despacho.match.count"]._total(),
            {key: (count, set(stems)) for key, count, stems in sharing},
            self._get_counts(places),
        )

    @api.model
    def _get_counts(self, values):
        """Return {word, postcode or province: records of the base that have it}."""
        there = SQL("SELECT value, count FROM despacho_match_count WHERE value = ANY(%s)", list(values))
        return dict(self.env.execute_query(there))

    @api.model
    def _weigh(self, row, one, candidates, crowd, bits, chance, scales):
        """Return what is worth a look of the ``candidates`` of ``row``, as ``_store_found`` takes it."""
        found = {}
        is_company = row[5] or bool(one.name.form)
        for mine in candidates:
            two = mine["record"]
            others = compare.weigh(one, two, crowd)
            names = [two.name, *([name(mine["trade_name"])] if mine["trade_name"] else ())]
            named, said = max(
                (name_bits(one.name, other, bits, chance=chance), -place) for place, other in enumerate(names)
            )
            shipped = {**others, "name": named}
            counted = calibrate.applied(scales, shipped)
            worth = sum(counted.values())
            if worth < score.REVIEW:
                continue
            own = score.shares_own(shipped)
            why_not = doubt(one.name, names[-said], compare.facts(one, two), own)
            if not is_company and mine["nif_key"][:1] in _OF_COMPANIES:
                why_not = why_not or "form"  # who owns it has another NIF
            band = score.band(counted, why_not, shipped)
            key = mine["nif_key"], row[2] or mine["company_id"]
            result = (row[0], mine["id"], *key, band, worth, *(shipped[field] for field in score.FIELDS), why_not)
            if key not in found or worth > found[key][5]:
                found[key] = result
        likely = sorted(found.values(), key=lambda one: (-one[5], one[2]))[:_MOST]
        if len({one[2] for one in likely if one[4] == "certain"}) > 1:
            likely = [(*one[:4], "review", *one[5:-1], one[-1] or "several") for one in likely]
        return likely


def _read(row):
    """Return the :class:`Record` of a row of the census."""
    return Record.of(
        {
            **{name: row[name] for name in ("name", "phone", "email", "website", "zip", "street", "province")},
            "nif": row["nif_key"],
        }
    )
