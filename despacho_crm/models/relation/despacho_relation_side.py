from odoo import api, fields, models
from odoo.tools import SQL

#: What a side shows as the relation has it.
_SAME = ("other_name", "other_nif", "share", "date_from", "date_to", "note", "source")


class DespachoRelationSide(models.Model):
    """A relation as the sheet of one of its ends shows it, with that sheet's word.

    A relation with a contact has two sides, one with only a name has one. Sides are read like any
    other records (searched, grouped, listed on a contact), and what is written on them is written on
    the relation.
    """

    _name = "despacho.relation.side"
    _description = "Relation, on a contact's sheet"
    _auto = False
    _order = "is_ended, kind_sequence, date_from desc, id"
    _rec_name = "relation_id"
    _depends = {
        "despacho.relation": ["active", "partner_id", "other_id", "kind_id", *_SAME],
        "despacho.relation.kind": ["inverse_id", "sequence"],
    }

    relation_id = fields.Many2one("despacho.relation", string="Noted as", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Contact", required=True)
    kind_id = fields.Many2one("despacho.relation.kind", string="Relation", required=True)
    kind_code = fields.Char(related="kind_id.code")
    kind_sequence = fields.Integer(readonly=True, aggregator=None)
    other_id = fields.Many2one("res.partner", string="Related to")
    other_name = fields.Char(
        string="Or name and NIF",
        help="Of whom is no contact yet. With the NIF, it is linked to whoever has or gets that number.",
    )
    other_nif = fields.Char(string="NIF")
    other_label = fields.Char(string="With", compute="_compute_other_label")
    other_is_competitor = fields.Boolean(string="Our competitor", related="other_id.is_competitor")
    has_share = fields.Boolean(related="kind_id.has_share")
    share = fields.Float(string="Share in %", digits=(5, 2), aggregator=None)
    date_from = fields.Date(string="Since")
    date_to = fields.Date(string="Until", help="From this day on it is shown as ended, and kept.")
    is_ended = fields.Boolean(string="Ended", readonly=True)
    note = fields.Char(string="Notes")
    source = fields.Char(string="Known by", help="Where the firm knows it from.")

    @property
    def _table_query(self):
        today = fields.Date.context_today(self)
        shown = SQL(", ").join(SQL("item.%s", SQL.identifier(name)) for name in _SAME)
        return SQL(
            """
            SELECT item.id * 2 AS id, item.id AS relation_id, item.partner_id, item.other_id, item.kind_id,
                   kind.sequence AS kind_sequence, COALESCE(item.date_to <= %(today)s, FALSE) AS is_ended, %(shown)s
              FROM despacho_relation item
              JOIN despacho_relation_kind kind ON kind.id = item.kind_id
             WHERE %(said)s
             UNION ALL
            SELECT item.id * 2 + 1, item.id, item.other_id, item.partner_id, other.id,
                   other.sequence, COALESCE(item.date_to <= %(today)s, FALSE), %(shown)s
              FROM despacho_relation item
              JOIN despacho_relation_kind kind ON kind.id = item.kind_id
              JOIN despacho_relation_kind other ON other.id = COALESCE(kind.inverse_id, kind.id)
             WHERE item.other_id IS NOT NULL AND %(said)s
            """,
            today=today,
            shown=shown,
            said=self._said_once_sql(),
        )

    @api.model
    def _said_once_sql(self):
        """Return the condition that leaves out what joined contacts say twice, or of themselves.

        Of what is said twice the one that knows more stays: the share, then since when.
        """
        return SQL(
            """
            item.active AND item.partner_id IS DISTINCT FROM item.other_id
            AND NOT EXISTS (
                SELECT FROM despacho_relation twin
                 WHERE twin.partner_id = item.partner_id AND twin.kind_id = item.kind_id AND twin.id <> item.id
                   AND twin.other_id IS NOT DISTINCT FROM item.other_id
                   AND (item.other_id IS NOT NULL OR LOWER(twin.other_name) = LOWER(item.other_name))
                   AND %(better)s)
            AND NOT (COALESCE(kind.inverse_id, kind.id) = kind.id AND item.other_id IS NOT NULL AND EXISTS (
                SELECT FROM despacho_relation twin
                 WHERE twin.partner_id = item.other_id AND twin.kind_id = item.kind_id
                   AND twin.other_id = item.partner_id AND %(better)s))
            """,
            better=SQL(
                """
                twin.active AND twin.date_to IS NOT DISTINCT FROM item.date_to
                AND (COALESCE(twin.share, 0) = 0, twin.date_from IS NULL, twin.id)
                  < (COALESCE(item.share, 0) = 0, item.date_from IS NULL, item.id)
                """
            ),
        )

    @api.depends("other_id", "other_name")
    def _compute_other_label(self):
        for side in self:
            side.other_label = side.other_id.display_name or side.other_name

    @api.depends("partner_id", "kind_id", "other_id", "other_name")
    def _compute_display_name(self):
        for side in self:
            side.display_name = self.env._("%(kind)s: %(other)s", kind=side.kind_id.name, other=side.other_label)

    @api.onchange("other_id")
    def _onchange_other_id(self):
        if self.other_id:
            self.other_name = False

    @api.onchange("kind_id")
    def _onchange_kind_id(self):
        if not self.kind_id.has_share:
            self.share = 0
