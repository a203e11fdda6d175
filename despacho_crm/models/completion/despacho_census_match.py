from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.matching.score import FIELDS

_BITS = SQL(", ").join(SQL.identifier(f"bits_{field}") for field in FIELDS)
#: Of the columns of what is found, as arrays.
_TYPES = (
    *(SQL("int[]"), SQL("int[]"), SQL("text[]"), SQL("int[]"), SQL("text[]"), SQL("float8[]")),
    *[SQL("float8[]")] * len(FIELDS),
    SQL("text[]"),
)


class DespachoCensusMatch(models.Model):
    """Whom of the census a contact or lead without NIF may be, with what speaks for it and what a person said.

    It is known by its NIF: a list that is loaded again asks nothing again. Only who lacks a number is here: of the
    millions of the census, a few for each.
    """

    _name = "despacho.census.match"
    _description = "Company of the census that may be one's"
    _inherit = ["despacho.match.weight"]
    _order = "score desc, id"
    _rec_name = "nif_key"

    partner_id = fields.Many2one("res.partner", index="btree_not_null", ondelete="cascade", readonly=True)
    lead_id = fields.Many2one("crm.lead", index="btree_not_null", ondelete="cascade", readonly=True)
    # No foreign key: the census is loaded and emptied by the million.
    census_id = fields.Integer(string="Number in the census", readonly=True)
    nif_key = fields.Char(string="NIF", required=True, readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    state = fields.Selection(
        selection=[("proposed", "Proposed"), ("rejected", "Not the same")],
        required=True,
        default="proposed",
        readonly=True,
    )
    doubt = fields.Selection(selection="_selection_doubt", string="Why a person has to look", readonly=True)
    decided_by_id = fields.Many2one("res.users", string="Decided by", readonly=True, ondelete="set null")

    _one_side = models.Constraint("CHECK (NUM_NONNULLS(partner_id, lead_id) = 1)", "It is of a contact or of a lead.")
    _unique_nif = models.UniqueIndex("((COALESCE(-lead_id, partner_id)), nif_key, (COALESCE(company_id, 0)))")

    @api.model
    def _selection_doubt(self):
        pairs = self.env["despacho.match.pair"]
        return [
            *pairs._fields["doubt"]._description_selection(self.env),
            ("several", self.env._("Several companies of the census fit it")),
        ]

    @api.model
    def _store_found(self, numbers, found):
        """Propose what was ``found`` of ``numbers``, and withdraw what was not found again.

        As (number, id in the census, NIF, company, band, score, bits in the order of ``FIELDS``, doubt). What people
        decided stays as it is.
        """
        columns = zip(*found, strict=True) if found else [()] * len(_TYPES)
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                CREATE TEMP TABLE despacho_census_found ON COMMIT DROP AS
                SELECT * FROM UNNEST(%(columns)s)
                    AS found (number, census_id, nif_key, company_id, band, score, %(bits)s, doubt);
                DELETE FROM despacho_census_match match
                 WHERE match.state = 'proposed' AND COALESCE(-match.lead_id, match.partner_id) = ANY(%(numbers)s)
                   AND NOT EXISTS (
                       SELECT FROM despacho_census_found found
                        WHERE found.number = COALESCE(-match.lead_id, match.partner_id)
                          AND found.nif_key = match.nif_key
                          AND found.company_id IS NOT DISTINCT FROM match.company_id);
                INSERT INTO despacho_census_match AS match (partner_id, lead_id, census_id, nif_key, company_id, state,
                       band, score, %(bits)s, doubt, create_uid, create_date, write_uid, write_date)
                SELECT CASE WHEN number > 0 THEN number END, CASE WHEN number < 0 THEN -number END, census_id, nif_key,
                       company_id, 'proposed', band, score, %(bits)s, NULLIF(doubt, ''),
                       %(uid)s, NOW() AT TIME ZONE 'UTC', %(uid)s, NOW() AT TIME ZONE 'UTC'
                  FROM despacho_census_found
                ON CONFLICT ((COALESCE(-lead_id, partner_id)), nif_key, (COALESCE(company_id, 0))) DO UPDATE
                   SET census_id = EXCLUDED.census_id, band = EXCLUDED.band, score = EXCLUDED.score,
                       doubt = EXCLUDED.doubt, %(update)s
                 WHERE match.state = 'proposed';
                DROP TABLE despacho_census_found
                """,
                columns=SQL(", ").join(
                    SQL("CAST(%s AS %s)", list(column), kind) for column, kind in zip(columns, _TYPES, strict=True)
                ),
                bits=_BITS,
                numbers=list(numbers),
                uid=self.env.uid,
                update=SQL(", ").join(
                    SQL("%s = %s", SQL.identifier(f"bits_{field}"), SQL.identifier("excluded", f"bits_{field}"))
                    for field in FIELDS
                ),
            )
        )
        self.invalidate_model()

    @api.model
    def _rejected_of(self, numbers):
        """Return {number: NIFs of which somebody said that they are not theirs}, those joined into them included."""
        self.flush_model(["partner_id", "lead_id", "state", "nif_key"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(-lead_id, partner_id), nif_key FROM despacho_census_match
                 WHERE state = 'rejected' AND COALESCE(-lead_id, partner_id) = ANY(%(numbers)s)
                UNION ALL
                SELECT joined.merged_into_id, match.nif_key
                  FROM res_partner joined JOIN despacho_census_match match ON match.partner_id = joined.id
                 WHERE match.state = 'rejected' AND joined.merged_into_id = ANY(%(numbers)s)
                """,
                numbers=list(numbers),
            )
        )
        found = {}
        for number, key in rows:
            found.setdefault(number, set()).add(key)
        return found
