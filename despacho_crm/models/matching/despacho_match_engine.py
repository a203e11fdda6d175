from odoo import api, models
from odoo.tools import SQL

from ...tools.matching import keys, score
from ...tools.matching.name_model import MOST_BITS, name_bits
from ...tools.matching.normalise import Name

#: A key that more records share is narrowed with their rarest word, and left alone when that is not enough.
CROWD = 30
#: In a large base, two that share one key of the name and nothing else are compared only where so few have it.
FEW = 12
_FETCH = 20000
#: The order in which the query gives the bits.
_SQL_FIELDS = ("nif", "phone", "email", "place", "street", "kind")


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
        self.env["despacho.match.pair"].flush_model()
        counts = self.env["despacho.match.count"]
        cr.execute(SQL("DROP TABLE IF EXISTS despacho_match_candidate, despacho_match_found"))
        if partner_ids is None:
            cr.execute(SQL("ANALYZE despacho_match_key; ANALYZE despacho_match_record"))
        small = counts._is_small()
        if partner_ids is None or small:
            counts._count()
        cr.execute(self._candidates_sql(partner_ids, CROWD if small else FEW))
        cr.execute(SQL("ANALYZE despacho_match_candidate"))
        total = counts._total()
        cr.execute(SQL("DECLARE despacho_match_scored NO SCROLL CURSOR FOR %s", self._scored_sql(total)))
        self.env["despacho.match.pair"]._start_found()
        frequencies = counts._frequencies() if partner_ids is None else None
        while rows := self.env.execute_query(SQL("FETCH %s FROM despacho_match_scored", _FETCH)):
            if partner_ids is not None:
                frequencies = counts._frequencies({word for row in rows for word in f"{row[8]} {row[11]}".split()})
            self._weigh_names(rows, frequencies)
        cr.execute(SQL("CLOSE despacho_match_scored"))
        self.env["despacho.match.pair"]._store_found(partner_ids)
        self.env["despacho.match.pair"].invalidate_model()
        cr.execute(
            SQL(
                "UPDATE despacho_match_record SET pending = FALSE WHERE pending %s",
                SQL("AND partner_id = ANY(%s)", list(partner_ids)) if partner_ids is not None else SQL(),
            )
        )

    @api.model
    def _weigh_names(self, rows, frequencies):
        """Add the bits of the names to scored candidates and keep those that are worth a look."""
        found = []
        for row in rows:
            one = Name(tuple(row[8].split()), row[9], row[10])
            two = Name(tuple(row[11].split()), row[12], row[13])
            bits = dict(zip(_SQL_FIELDS, row[2:8], strict=True), name=name_bits(one, two, frequencies.bits))
            band = score.band(bits)
            if band != "forget":
                found.append((row[0], row[1], band, sum(bits.values()), *(bits[field] for field in score.FIELDS)))
        self.env["despacho.match.pair"]._add_found(found)

    @api.model
    def _candidates_sql(self, partner_ids, few):
        """Return the statement that makes the table of candidates: (one, two) and the keys they share.

        ``few``: how many may share a key of the name that is all that two have in common.
        """
        if partner_ids is None:
            own = SQL("despacho_match_key")
            order = SQL("one.partner_id < two.partner_id")
            keys_of = SQL()
        else:
            # Only the keys of those that changed are counted and joined.
            own = SQL(
                """
                (SELECT key.* FROM despacho_match_record record
                   CROSS JOIN LATERAL UNNEST(record.keys) AS own (key)
                   JOIN despacho_match_key key
                     ON key.key = own.key AND key.stem = record.stem AND key.partner_id = record.partner_id
                  WHERE record.partner_id = ANY(%s))
                """,
                list(partner_ids),
            )
            order = SQL(
                "one.partner_id <> two.partner_id AND (one.partner_id < two.partner_id OR two.partner_id <> ALL(%s))",
                list(partner_ids),
            )
            keys_of = SQL("WHERE key IN (SELECT own.key FROM %s own)", own)
        return SQL(
            """
            CREATE TEMP TABLE despacho_match_candidate ON COMMIT DROP AS
            WITH part AS MATERIALIZED (
                SELECT key, stem, MIN(kind) AS kind, COUNT(*) AS size
                  FROM despacho_match_key %(keys_of)s GROUP BY key, stem
            ), block AS MATERIALIZED (
                SELECT key, MIN(kind) AS kind, SUM(size)::int AS size, COUNT(*)::int AS stems
                  FROM part GROUP BY key HAVING SUM(size) > 1
            ), shared AS (
                SELECT one.partner_id AS one, two.partner_id AS two, block.kind, block.size, block.stems
                  FROM block JOIN %(own)s one ON one.key = block.key
                  JOIN despacho_match_key two ON two.key = block.key AND %(order)s
                 WHERE block.size <= %(crowd)s
                UNION ALL
                SELECT one.partner_id, two.partner_id, block.kind, block.size, block.stems
                  FROM block JOIN part ON part.key = block.key AND part.size BETWEEN 2 AND %(crowd)s
                  JOIN %(own)s one ON one.key = part.key AND one.stem = part.stem
                  JOIN despacho_match_key two ON two.key = part.key AND two.stem = part.stem AND %(order)s
                 WHERE block.size > %(crowd)s
            )
            SELECT LEAST(one, two) AS one, GREATEST(one, two) AS two,
                   BOOL_OR(kind = %(nif)s) AS nif,
                   MIN(size) FILTER (WHERE kind = %(phone)s) AS phone,
                   MAX(stems) FILTER (WHERE kind = %(phone)s) AS phone_stems,
                   MIN(size) FILTER (WHERE kind = %(email)s) AS email,
                   MAX(stems) FILTER (WHERE kind = %(email)s) AS email_stems,
                   MIN(size) FILTER (WHERE kind = %(domain)s) AS domain,
                   MAX(stems) FILTER (WHERE kind = %(domain)s) AS domain_stems
              FROM shared GROUP BY 1, 2
            HAVING COUNT(*) > 1 OR MAX(kind) <> %(name)s OR MIN(size) <= %(few)s
            """,
            keys_of=keys_of,
            own=own,
            order=order,
            crowd=CROWD,
            few=few,
            name=keys.NAME,
            nif=keys.NIF,
            phone=keys.PHONE,
            email=keys.EMAIL,
            domain=keys.DOMAIN,
        )

    @api.model
    def _scored_sql(self, total):
        """Return the query that gives the candidates the bits of every field but the name.

        ``total``: the number of records, against which a shared value is rare.
        """
        numbers = {
            name.lower(): value for name, value in vars(score).items() if isinstance(value, float) and name.isupper()
        }
        total = max(total, score.LEAST_RECORDS)
        phone = _contact_bits("phone", score.PHONE_SHARE, total)
        email = _contact_bits("email", score.EMAIL_SHARE, total)
        domain = _contact_bits("domain", score.DOMAIN_SHARE, total)
        return SQL(
            """
            SELECT * FROM (
                SELECT pair.one, pair.two,
                       CASE WHEN pair.nif THEN %(nif_same)s ELSE 0 END AS nif,
                       CASE WHEN pair.phone IS NOT NULL THEN %(phone)s
                            WHEN one.phones && two.phones THEN %(adviser_bits)s
                            WHEN one.phones <> '{}' AND two.phones <> '{}' THEN %(phone_differs)s ELSE 0 END AS phone,
                       CASE WHEN pair.email IS NOT NULL THEN %(email)s
                            WHEN one.email = two.email THEN %(adviser_bits)s
                            WHEN one.family_id = two.family_id THEN 0
                            WHEN pair.domain IS NOT NULL THEN %(domain)s
                            WHEN one.domain = two.domain THEN %(adviser_bits)s
                            WHEN one.domain <> two.domain THEN %(domain_differs)s ELSE 0 END AS email,
                       CASE WHEN one.family_id = two.family_id OR one.province = '' OR two.province = '' THEN 0
                            WHEN one.province <> two.province THEN %(province_differs)s
                            WHEN one.zip = two.zip AND one.zip <> ''
                            THEN %(zip_share)s * LEAST(LN(%(total)s / COALESCE(zip.count, 1)) / LN(2), %(zip_top)s)
                            ELSE %(province_share)s * LN(GREATEST(%(total)s / COALESCE(area.count, 1), 1)) / LN(2)
                            END AS place,
                       CASE WHEN one.family_id = two.family_id THEN 0
                            WHEN one.street = two.street THEN %(street_same)s
                            WHEN one.street <> two.street THEN %(street_differs)s ELSE 0 END AS street,
                       CASE WHEN one.person AND two.is_company OR two.person AND one.is_company
                            THEN %(person_and_company)s ELSE 0 END AS kind,
                       one.name, one.form, one.core, two.name, two.form, two.core
                  FROM despacho_match_candidate pair
                  JOIN despacho_match_record one ON one.partner_id = pair.one
                  JOIN despacho_match_record two ON two.partner_id = pair.two
                  LEFT JOIN despacho_match_count zip ON zip.value = 'z:' || one.zip
                  LEFT JOIN despacho_match_count area ON area.value = 'p:' || one.province
                 WHERE COALESCE(one.nif = two.nif, TRUE)
                   AND COALESCE(one.company_id = two.company_id, TRUE)
                   AND (one.family_id <> two.family_id OR one.person AND two.person)
                   AND NOT EXISTS (
                       SELECT FROM despacho_match_pair decided
                        WHERE decided.partner_id = pair.one AND decided.other_id = pair.two
                          AND decided.state = 'rejected')
            ) AS scored (one, two, nif, phone, email, place, street, kind, n1, f1, c1, n2, f2, c2)
            WHERE nif + phone + email + place + street + kind + %(most_bits)s >= %(review)s
            """,
            phone=phone,
            email=email,
            domain=domain,
            total=float(total),
            most_bits=MOST_BITS,
            **numbers,
        )


def _contact_bits(field, share, total):
    """Return the bits of a shared phone, address or domain: the rarer, the more, unless it is an adviser's."""
    return SQL(
        "CASE WHEN %s >= %s THEN %s ELSE %s * LEAST(LN(%s / %s) / LN(2), %s) END",
        SQL.identifier("pair", f"{field}_stems"),
        score.ADVISER_STEMS,
        score.ADVISER_BITS,
        share,
        float(total),
        SQL.identifier("pair", field),
        score.CONTACT_TOP,
    )
