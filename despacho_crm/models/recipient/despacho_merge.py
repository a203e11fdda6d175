from odoo import api, models
from odoo.tools import SQL

from ..merge.despacho_merge_catalog import COMMERCIAL

COMMERCIAL.add(("despacho_action_recipient", "commercial_partner_id"))


class DespachoMerge(models.Model):
    """In an action that has not left yet, a contact that two recipients were is addressed once.

    The rows pass to the survivor as any others, and what they say stays as it was frozen. Undone, both wait again.
    """

    _inherit = "despacho.merge"

    @api.model
    def _move_pairs(self, triples):
        moved = super()._move_pairs(triples)
        self._stop_twice(triples)
        return moved

    @api.model
    def _stop_twice(self, triples):
        self.env["despacho.action.recipient"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                WITH map AS MATERIALIZED (SELECT * FROM %(map)s),
                member AS (
                    SELECT merge_id, source_id AS id, target_id FROM map
                     UNION SELECT merge_id, target_id, target_id FROM map
                ), placed AS MATERIALIZED (
                    -- What has left stays first; then the row of the survivor.
                    SELECT item.id, item.state, item.reason, member.merge_id,
                           ROW_NUMBER() OVER (
                               PARTITION BY item.action_id, member.target_id
                               ORDER BY item.state = 'waiting', member.id <> member.target_id, item.number
                           ) AS place
                      FROM member JOIN despacho_action_recipient item ON item.partner_id = member.id
                     WHERE item.state IN ('waiting', 'leaving', 'sent') AND %(open)s
                ), twice AS (
                    SELECT * FROM placed WHERE place > 1 AND state = 'waiting'
                ), stopped AS (
                    UPDATE despacho_action_recipient item SET state = 'stopped', reason = 'duplicate'
                      FROM twice WHERE item.id = twice.id
                )
                INSERT INTO despacho_merge_line (merge_id, kind, table_name, res_id, column_name, before, after)
                SELECT merge_id, 'value', 'despacho_action_recipient', id, 'state', TO_JSONB(state),
                       TO_JSONB('stopped'::text)
                  FROM twice
                 UNION ALL
                SELECT merge_id, 'value', 'despacho_action_recipient', id, 'reason', COALESCE(TO_JSONB(reason), 'null'),
                       TO_JSONB('duplicate'::text)
                  FROM twice
                """,
                map=self._map_sql(triples),
                open=self.env["despacho.action.recipient"]._open_sql("item"),
            )
        )
        self.env["despacho.action.recipient"].invalidate_model(flush=False)
