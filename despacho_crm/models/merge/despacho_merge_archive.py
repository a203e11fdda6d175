from odoo import api, models
from odoo.tools import SQL


class DespachoMerge(models.Model):
    """The sources stay, archived: without the number that the survivor has, and saying where they went."""

    _inherit = "despacho.merge"

    @api.model
    def _archive_sources(self, triples):
        """Archive the sources of ``triples``; the survivors are marked as changed, so that they are compared again."""
        self.env.cr.execute(
            SQL(
                """
                WITH map AS MATERIALIZED (SELECT * FROM %(map)s),
                old AS MATERIALIZED (
                    SELECT map.merge_id, map.target_id, partner.*
                      FROM map JOIN res_partner partner ON partner.id = map.source_id
                ), kept AS MATERIALIZED (
                    SELECT DISTINCT map.merge_id, partner.id, partner.write_uid, partner.write_date
                      FROM map JOIN res_partner partner ON partner.id = map.target_id
                ), archived AS (
                    UPDATE res_partner partner
                       SET active = FALSE, vat = NULL, nif_key = NULL, nif_state = NULL, nif_deadline = NULL,
                           nif_collision = FALSE, nif_unique = FALSE, merged_into_id = old.target_id,
                           write_uid = %(uid)s, write_date = %(now)s
                      FROM old WHERE partner.id = old.id
                ), touched AS (
                    UPDATE res_partner partner SET write_uid = %(uid)s, write_date = %(now)s
                      FROM kept WHERE partner.id = kept.id
                )
                INSERT INTO despacho_merge_line (merge_id, kind, table_name, res_id, column_name, before, after)
                SELECT merge_id, 'value', 'res_partner', id, name, COALESCE(before, 'null'), COALESCE(after, 'null')
                  FROM (
                    SELECT old.merge_id, old.id, change.*
                      FROM old CROSS JOIN LATERAL (VALUES
                           ('active', TO_JSONB(active), 'false'::jsonb),
                           ('vat', TO_JSONB(vat), NULL),
                           ('nif_key', TO_JSONB(nif_key), NULL),
                           ('nif_state', TO_JSONB(nif_state), NULL),
                           ('nif_deadline', TO_JSONB(nif_deadline), NULL),
                           ('nif_collision', TO_JSONB(nif_collision), 'false'),
                           ('nif_unique', TO_JSONB(nif_unique), 'false'),
                           ('merged_into_id', NULL, TO_JSONB(target_id)),
                           ('write_uid', TO_JSONB(write_uid), TO_JSONB(%(uid)s)),
                           ('write_date', TO_JSONB(write_date), TO_JSONB(%(now)s::timestamp))
                           ) AS change (name, before, after)
                    UNION ALL
                    SELECT kept.merge_id, kept.id, change.*
                      FROM kept CROSS JOIN LATERAL (VALUES
                           ('write_uid', TO_JSONB(write_uid), TO_JSONB(%(uid)s)),
                           ('write_date', TO_JSONB(write_date), TO_JSONB(%(now)s::timestamp))
                           ) AS change (name, before, after)
                  ) AS changes
                 WHERE before IS DISTINCT FROM after
                """,
                map=self._map_sql(triples),
                uid=SQL("%s::int", self.env.uid),
                now=SQL("%s::timestamp", self.env.cr.now()),
            )
        )
        self.env["despacho.match.record"]._forget([source for _merge, source, _target in triples])
        self.env.invalidate_all(flush=False)
