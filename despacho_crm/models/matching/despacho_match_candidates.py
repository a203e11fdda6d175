from odoo import api, models
from odoo.tools import SQL

from ...tools.matching import keys
from ...tools.matching.limits import limits_of


class DespachoMatchEngine(models.AbstractModel):
    """Who is worth comparing with whom: those that share a key, as few as the size of the base asks for."""

    _inherit = "despacho.match.engine"

    @api.model
    def _limits(self, small):
        """Return the numbers that the statements below need."""
        return limits_of(small)

    @api.model
    def _blocks_sql(self, limits):
        """Return the statements that make the table of keys that several share, with those who share them."""
        return SQL(
            """
            DROP TABLE IF EXISTS despacho_match_block;
            CREATE TEMP TABLE despacho_match_block ON COMMIT DROP AS
            SELECT key, (key & %(kind)s)::int AS kind, COUNT(*)::int AS size, COUNT(DISTINCT stem)::int AS stems,
                   ARRAY_AGG(partner_id ORDER BY stem, partner_id) AS ids, FALSE AS is_part, NULL::text[] AS zips
              FROM despacho_match_key WHERE key & %(kind)s <> %(street)s GROUP BY key HAVING COUNT(*) > 1;
            INSERT INTO despacho_match_block
            SELECT street, %(street)s, COUNT(*), COUNT(DISTINCT stem), ARRAY_AGG(partner_id), FALSE, ARRAY_AGG(zip)
              FROM despacho_match_record WHERE street IS NOT NULL GROUP BY street HAVING COUNT(*) > 1;
            INSERT INTO despacho_match_block
            SELECT key, block.kind, block.size, block.stems, ARRAY_AGG(other.partner_id), TRUE, NULL
              FROM despacho_match_block block JOIN despacho_match_key other USING (key)
             WHERE block.size > (%(most)s::int[])[block.kind] AND block.kind = ANY(%(narrowed)s)
             GROUP BY key, other.stem, block.kind, block.size, block.stems
            HAVING COUNT(*) BETWEEN 2 AND %(crowd)s
            """,
            street=keys.STREET,
            **limits,
        )

    @api.model
    def _pairs_in_blocks_sql(self, limits):
        """Return the query of all pairs that share a key: (one, two, kind, size, stems, far).

        However many share a NIF, each is compared with the next. ``far``: the street that they
        share is that of two postcodes, which alone is not worth reading them.
        """
        return SQL(
            """
            SELECT LEAST(one.id, two.id) AS one, GREATEST(one.id, two.id) AS two, kind, size, stems, FALSE AS far
              FROM despacho_match_block block
              CROSS JOIN LATERAL UNNEST(ids) WITH ORDINALITY AS one (id, place)
              CROSS JOIN LATERAL UNNEST(
                    CASE WHEN size > %(crowd)s AND NOT is_part THEN ids[one.place + 1 : one.place + 1]
                         ELSE ids[one.place + 1 :] END) AS two (id)
             WHERE zips IS NULL AND (is_part OR kind = %(nif)s OR size <= (%(most)s::int[])[kind])
            UNION ALL
            SELECT LEAST(ids[one], ids[two]), GREATEST(ids[one], ids[two]), kind, size, stems,
                   zips[one] <> zips[two] AND zips[one] <> '' AND zips[two] <> ''
              FROM despacho_match_block block
              CROSS JOIN LATERAL GENERATE_SERIES(1, size - 1) AS one
              CROSS JOIN LATERAL GENERATE_SERIES(one + 1, size) AS two
             WHERE zips IS NOT NULL AND size <= %(crowd)s
            """,
            nif=keys.NIF,
            **limits,
        )

    @api.model
    def _pairs_of_sql(self, own, limits):
        """Return the query of the pairs that the keys ``own`` (id, key, stem) share with those that are known.

        Only those keys are looked up, and never more than a few records of each.
        """
        return SQL(
            """
            SELECT own.id AS one, two.id AS two, near.kind, near.size, near.stems, FALSE AS far
              FROM (%(own)s) own
              CROSS JOIN LATERAL (
                    SELECT (own.key & %(kind)s)::int AS kind, COUNT(*)::int AS size, COUNT(DISTINCT stem)::int AS stems,
                           ARRAY_AGG(partner_id) AS ids
                      FROM (SELECT stem, partner_id FROM despacho_match_key known
                             WHERE known.key = own.key LIMIT %(crowd)s + 1) first_ones
                   ) near
              CROSS JOIN LATERAL (
                    SELECT UNNEST(near.ids) AS id WHERE near.kind = %(nif)s OR near.size <= (%(most)s::int[])[near.kind]
                     UNION
                    SELECT UNNEST(part.ids)
                      FROM (SELECT ARRAY_AGG(partner_id) AS ids
                              FROM (SELECT partner_id FROM despacho_match_key known
                                     WHERE known.key = own.key AND known.stem = own.stem
                                       AND near.size > (%(most)s::int[])[near.kind]
                                       AND near.kind = ANY(%(narrowed)s) LIMIT %(crowd)s + 1) first_ones
                            HAVING COUNT(*) <= %(crowd)s) part
                   ) two
             WHERE near.size > 0
            """,
            own=own,
            nif=keys.NIF,
            **limits,
        )

    @api.model
    def _candidates_sql(self, pairs, limits):
        """Return the query of the candidates among ``pairs``: (one, two) and what the keys that they share say."""
        return SQL(
            """
            SELECT one, two,
                   BOOL_OR(kind = %(nif)s) AS nif,
                   MIN(size) FILTER (WHERE kind = %(phone)s) AS phone,
                   MIN(stems) FILTER (WHERE kind = %(phone)s) AS phone_stems,
                   MIN(size) FILTER (WHERE kind = %(email)s) AS email,
                   MAX(stems) FILTER (WHERE kind = %(email)s) AS email_stems,
                   MIN(size) FILTER (WHERE kind = %(domain)s) AS domain,
                   MAX(stems) FILTER (WHERE kind = %(domain)s) AS domain_stems,
                   CASE WHEN COUNT(*) = 1 THEN MIN(kind) END AS lone
              FROM (%(pairs)s) shared GROUP BY one, two
            HAVING MIN(kind) < %(street)s OR MIN(kind) = %(street)s AND (COUNT(*) > 1 OR BOOL_AND(far) IS NOT TRUE)
                OR MIN(kind) > %(street)s AND CASE WHEN COUNT(*) > 1 THEN MIN(size) <= (%(several)s::int[])[MIN(kind)]
                        ELSE MIN(size) <= (%(lone)s::int[])[MIN(kind)] END
            """,
            pairs=pairs,
            nif=keys.NIF,
            phone=keys.PHONE,
            email=keys.EMAIL,
            domain=keys.DOMAIN,
            street=keys.STREET,
            **limits,
        )
