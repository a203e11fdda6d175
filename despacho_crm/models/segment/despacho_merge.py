from odoo import api, models
from odoo.tools import SQL

_HAND = ("hand", "reason", "hand_uid", "hand_on")


class DespachoMerge(models.Model):
    """In the segments, a contact that two records were is one: what was decided about either holds.

    The rows themselves pass to the survivor as any others; where both are in a segment, the row of
    the source stays behind with it, and only what somebody decided by hand passes.
    """

    _inherit = "despacho.merge"

    @api.model
    def _move_pairs(self, triples):
        moved = super()._move_pairs(triples)
        self._move_hands(triples)
        return moved

    @api.model
    def _move_hands(self, triples):
        self.env["despacho.segment.member"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                WITH both_in AS MATERIALIZED (
                    -- Two sources of one survivor: the first decision passes.
                    SELECT DISTINCT ON (theirs.id) map.merge_id, mine.id AS source_row, theirs.id AS target_row,
                           mine.hand, mine.reason, mine.hand_uid, mine.hand_on
                      FROM %(map)s
                      JOIN despacho_segment_member mine ON mine.partner_id = map.source_id AND mine.hand IS NOT NULL
                      JOIN despacho_segment_member theirs ON theirs.partner_id = map.target_id
                       AND theirs.segment_id = mine.segment_id AND theirs.hand IS NULL
                     ORDER BY theirs.id, mine.hand_on DESC, mine.id
                ), given AS (
                    UPDATE despacho_segment_member item SET %(given)s FROM both_in WHERE item.id = both_in.target_row
                ), taken AS (
                    UPDATE despacho_segment_member item SET %(taken)s FROM both_in WHERE item.id = both_in.source_row
                )
                INSERT INTO despacho_merge_line (merge_id, kind, table_name, res_id, column_name, before, after)
                %(lines)s
                """,
                map=self._map_sql(triples),
                given=SQL(", ").join(
                    SQL("%s = %s", SQL.identifier(name), SQL.identifier("both_in", name)) for name in _HAND
                ),
                taken=SQL(", ").join(SQL("%s = NULL", SQL.identifier(name)) for name in _HAND),
                lines=SQL(" UNION ALL ").join(self._hand_lines_sql(name) for name in _HAND),
            )
        )
        self.env["despacho.segment.member"].invalidate_model(flush=False)

    @api.model
    def _hand_lines_sql(self, name):
        """Return the lines of the journal for one column of what was decided."""
        value = SQL("TO_JSONB(%s)", SQL.identifier("both_in", name))
        return SQL(
            """
            SELECT merge_id, 'value', 'despacho_segment_member', target_row, %(name)s, 'null'::jsonb, %(value)s
              FROM both_in WHERE %(value)s IS NOT NULL
             UNION ALL
            SELECT merge_id, 'value', 'despacho_segment_member', source_row, %(name)s, %(value)s, 'null'::jsonb
              FROM both_in WHERE %(value)s IS NOT NULL
            """,
            name=name,
            value=value,
        )
