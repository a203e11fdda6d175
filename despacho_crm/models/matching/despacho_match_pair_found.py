from odoo import api, models
from odoo.tools import SQL

from ...tools.matching import calibrate, statements
from ...tools.matching.score import FIELDS, band

_BITS = SQL(", ").join(SQL.identifier(f"bits_{field}") for field in FIELDS)
#: The two sides of a pair, as the engine knows them: leads by a negative number, the lower one first.
ONE = SQL("COALESCE(-pair.lead_id, pair.partner_id)")
TWO = SQL("COALESCE(-pair.other_lead_id, pair.other_id, pair.partner_id)")
#: Of the columns of what is found, as arrays.
_TYPES = (SQL("int[]"), SQL("int[]"), SQL("text[]"), *[SQL("float8[]")] * (1 + len(FIELDS)), SQL("text[]"))


class DespachoMatchPair(models.Model):
    """What the engine finds becomes pairs, and pairs that it finds no more go."""

    _inherit = "despacho.match.pair"

    @api.model
    def _start_found(self):
        self.env.cr.execute(
            SQL(
                """
                DROP TABLE IF EXISTS despacho_match_found;
                CREATE TEMP TABLE despacho_match_found ON COMMIT DROP AS
                SELECT partner_id, other_id, band, score, %s, doubt FROM despacho_match_pair WITH NO DATA
                """,
                _BITS,
            )
        )

    @api.model
    def _add_found(self, rows):
        """Put (one, two, band, score, bits in the order of ``FIELDS``, doubt) aside until all are found."""
        if rows:
            self.env.cr.execute(SQL("INSERT INTO despacho_match_found SELECT * FROM %s", self._found_sql(rows)))

    @api.model
    def _found_sql(self, rows):
        """Return (one, two, band, score, bits in the order of ``FIELDS``, doubt) as a relation."""
        columns = zip(*rows, strict=True) if rows else [()] * len(_TYPES)
        return SQL(
            "UNNEST(%s) AS found (partner_id, other_id, band, score, %s, doubt)",
            SQL(", ").join(
                SQL("CAST(%s AS %s)", list(column), kind) for column, kind in zip(columns, _TYPES, strict=True)
            ),
            _BITS,
        )

    @api.model
    def _store_found(self, found, partner_ids=None):
        """Propose what was ``found`` about ``partner_ids``, or about all, and withdraw what was not found again."""
        touched = SQL()
        if partner_ids is not None:
            touched = SQL("AND %s", self._touching_sql(partner_ids))
        self.env.cr.execute(
            SQL(
                f"{statements.WITHDRAW}; {statements.PROPOSE}",
                touched=touched,
                found=found,
                bits=_BITS,
                uid=self.env.uid,
                one=ONE,
                two=TWO,
                sides=SQL(statements.SIDES),
                exists_one=_exists("one"),
                exists_two=_exists("two"),
                update=SQL(", ").join(
                    SQL("%s = %s", SQL.identifier(f"bits_{field}"), SQL.identifier("excluded", f"bits_{field}"))
                    for field in FIELDS
                ),
            )
        )

    @api.model
    def _rescore(self, scales):
        """Weigh what is proposed again with the ``scales`` learned; bits stay as shipped.

        Not what waits to be compared: its bits are of another day, and comparing it weighs it with these scales.
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, doubt, %s FROM despacho_match_pair pair
                 WHERE state = 'proposed'
                   AND NOT EXISTS (SELECT FROM despacho_match_pending waits WHERE waits.partner_id IN (%s, %s))
                """,
                _BITS,
                ONE,
                TWO,
            )
        )
        ids, bands, scores = [], [], []
        for pair_id, doubt, *bits in rows:
            shipped = dict(zip(FIELDS, bits, strict=True))
            counted = calibrate.applied(scales, shipped)
            ids.append(pair_id)
            bands.append(band(counted, doubt, shipped))
            scores.append(sum(counted.values()))
        self.env.cr.execute(
            SQL(
                """
                UPDATE despacho_match_pair pair SET band = new.band, score = new.score
                  FROM UNNEST(%s::int[], %s::text[], %s::float8[]) AS new (id, band, score)
                 WHERE pair.id = new.id AND new.band <> 'forget';
                DELETE FROM despacho_match_pair pair
                 USING UNNEST(%s::int[], %s::text[]) AS new (id, band)
                 WHERE pair.id = new.id AND new.band = 'forget'
                """,
                *(ids, bands, scores, ids, bands),
            )
        )
        self.invalidate_model()

    @api.model
    def _withdraw(self, ids):
        """Take back what is proposed of contacts and leads (ids of leads negative) that are compared no more."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM despacho_match_pair pair WHERE pair.state = 'proposed' AND %s",
                self._touching_sql(ids),
            )
        )
        self.invalidate_model()

    @api.model
    def _touching_sql(self, ids):
        """Return the condition that a pair is of one of ``ids``, by the indexes of its four columns."""
        partners = [number for number in ids if number > 0]
        leads = [-number for number in ids if number < 0]
        return SQL(
            """
            (pair.partner_id = ANY(%(partners)s) OR pair.other_id = ANY(%(partners)s)
             OR pair.lead_id = ANY(%(leads)s) OR pair.other_lead_id = ANY(%(leads)s))
            """,
            partners=partners,
            leads=leads,
        )


def _exists(side):
    """Return the condition that the contact or lead of a record of ``side`` is still there."""
    return SQL(statements.EXISTS, number=SQL.identifier(side, "partner_id"))
