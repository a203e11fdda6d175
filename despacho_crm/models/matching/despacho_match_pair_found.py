from odoo import api, models
from odoo.tools import SQL

from ...tools.matching.score import FIELDS

_BITS = SQL(", ").join(SQL.identifier(f"bits_{field}") for field in FIELDS)
#: Of the columns of what is found, as arrays.
_TYPES = (SQL("int[]"), SQL("int[]"), SQL("text[]"), *[SQL("float8[]")] * (1 + len(FIELDS)))


class DespachoMatchPair(models.Model):
    """What the engine finds becomes pairs, and pairs that it finds no more go."""

    _inherit = "despacho.match.pair"

    @api.model
    def _start_found(self):
        self.env.cr.execute(
            SQL(
                """
                CREATE TEMP TABLE despacho_match_found ON COMMIT DROP AS
                SELECT partner_id, other_id, band, score, %s FROM despacho_match_pair WITH NO DATA
                """,
                _BITS,
            )
        )

    @api.model
    def _add_found(self, rows):
        """Put (one, two, band, score, bits in the order of ``FIELDS``) aside until all are found."""
        if not rows:
            return
        self.env.cr.execute(
            SQL(
                "INSERT INTO despacho_match_found SELECT * FROM UNNEST(%s)",
                SQL(", ").join(
                    SQL("CAST(%s AS %s)", list(column), kind)
                    for column, kind in zip(zip(*rows, strict=True), _TYPES, strict=True)
                ),
            )
        )

    @api.model
    def _store_found(self, partner_ids=None):
        """Propose what was found about ``partner_ids``, or about all, and withdraw what was not found again."""
        touched = SQL()
        if partner_ids is not None:
            touched = SQL("AND (pair.partner_id = ANY(%(ids)s) OR pair.other_id = ANY(%(ids)s))", ids=list(partner_ids))
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM despacho_match_pair pair
                 WHERE pair.state = 'proposed' %(touched)s AND NOT EXISTS (
                       SELECT FROM despacho_match_found found
                        WHERE found.partner_id = pair.partner_id AND found.other_id = pair.other_id);
                INSERT INTO despacho_match_pair AS pair (partner_id, other_id, company_id, state, band, score, %(bits)s,
                       create_uid, create_date, write_uid, write_date)
                SELECT found.partner_id, found.other_id, COALESCE(one.company_id, two.company_id), 'proposed',
                       band, score, %(bits)s, %(uid)s, NOW() AT TIME ZONE 'UTC', %(uid)s, NOW() AT TIME ZONE 'UTC'
                  FROM despacho_match_found found
                  JOIN despacho_match_record one ON one.partner_id = found.partner_id
                  JOIN despacho_match_record two ON two.partner_id = found.other_id
                  JOIN res_partner ON res_partner.id = one.partner_id
                  JOIN res_partner other ON other.id = two.partner_id
                ON CONFLICT (partner_id, other_id) DO UPDATE
                   SET company_id = EXCLUDED.company_id, band = EXCLUDED.band, score = EXCLUDED.score, %(update)s
                 WHERE pair.state = 'proposed'
                """,
                touched=touched,
                bits=_BITS,
                uid=self.env.uid,
                update=SQL(", ").join(
                    SQL("%s = %s", SQL.identifier(f"bits_{field}"), SQL.identifier("excluded", f"bits_{field}"))
                    for field in FIELDS
                ),
            )
        )
