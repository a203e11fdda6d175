from collections import Counter, defaultdict

import psycopg2

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, mute_logger

from ..lifecycle.res_partner import DERIVED
from ..lifecycle.res_partner_typed import TYPED
from .words import label_of

#: What is brought up to date by itself: nobody misses its former value.
_BY_ITSELF = {
    *("write_date", "write_uid"),
    *(("res_partner", name) for name in (*DERIVED, *TYPED)),
}


class DespachoMerge(models.Model):
    """Giving back: what still is as the joining left it returns to what it was, and later edits stay."""

    _inherit = "despacho.merge"

    def action_undo(self):
        """Take the joinings back, the latest first."""
        if not self.env.su and not self.env.user.has_group("despacho_crm.group_steward"):
            raise AccessError(self.env._("Taking back what was joined is the task of the data steward."))
        done = self.filtered(lambda merge: merge.state == "done").sorted("id", reverse=True)
        joiner = done._as_joiner()
        (done.partner_id | joiner.source_ids.with_env(self.env)).check_access("write")
        joiner._lock((joiner.partner_id | joiner.source_ids).ids)
        while joiner:
            batch = joiner._undo_together()
            joiner -= batch
            for merge in batch:
                merge._check_may_undo()
            batch._undo()
        self.env.invalidate_all()
        return True

    def _undo_together(self):
        """Return the first of ``self`` and those that have nothing to do with those before them."""
        taken, together = set(), self.browse()
        for merge in self:
            family = {*merge.partner_id.ids, *merge.source_ids.ids}
            if not family & taken:
                together |= merge
            taken |= family
        shared = self.env.execute_query(
            SQL(
                """
                SELECT 1 FROM despacho_merge_line
                 WHERE merge_id = ANY(%s) AND res_id IS NOT NULL AND kind IN ('move', 'value', 'sum', 'key')
                 GROUP BY table_name, res_id, column_name HAVING COUNT(DISTINCT merge_id) > 1 LIMIT 1
                """,
                together.ids,
            )
        )
        return together[:1] if shared else together

    def _check_may_undo(self):
        """Refuse while what was joined was joined again: the latest is taken back first."""
        self.ensure_one()
        survivor = self.partner_id
        if not survivor:
            raise UserError(self.env._("The record that stayed is not there any more: nothing can be given back."))
        if survivor.merged_into_id:
            raise UserError(
                self.env._(
                    "«%(name)s» was joined into «%(other)s» later: undo that first.",
                    name=survivor.name,
                    other=survivor.merged_into_id.name,
                )
            )

    def _undo(self):
        """Undo joinings that have nothing to do with each other."""
        self.env.flush_all()
        lost = defaultdict(Counter)
        partners = self.partner_id | self.source_ids
        steps = self._undo_steps()
        for table, kind, columns in steps:
            for merge_id, label, number in getattr(self, f"_undo_{kind}")(table, columns):
                lost[merge_id][label] += number
        self.env.invalidate_all(flush=False)
        for merge in self:
            note = "\n".join(f"{label}: {number}" for label, number in sorted(lost[merge.id].items()))
            if note:
                note = self.env._("Changed since, and left as it is now:\n%(list)s", list=note)
            merge.write({"state": "undone_partly" if note else "undone", "undo_note": note})
        if {"ir_default", "ir_model_data", "res_users"} & {step[0] for step in steps}:
            self.env.registry.clear_cache()
        # The columns are as they were; what happened since, to either, counts as well.
        partners.exists()._lifecycle_touch()

    def _undo_steps(self):
        """Return (table, kind, columns) in the order in which they are undone: the last that was done first.

        All values of a table in one step: a row is written once.
        """
        return self.env.execute_query(
            SQL(
                """
                SELECT table_name, CASE WHEN kind IN ('move', 'value') THEN 'values' ELSE kind END AS step,
                       ARRAY_AGG(DISTINCT column_name) FILTER (WHERE column_name IS NOT NULL)
                  FROM despacho_merge_line WHERE merge_id = ANY(%s)
                 GROUP BY 1, 2, CASE WHEN kind IN ('link', 'key', 'sum') THEN column_name END
                 ORDER BY MAX(id) DESC
                """,
                self.ids,
            )
        )

    def _undo_values(self, table, columns):
        """Give rows back the values that they still have as the joining left them."""
        parts = [SQL("TRUE")]
        if table == "res_partner":
            # The survivor lets go of the number before the source takes it again.
            parts = [
                SQL("old.res_id <> ALL(%s)", self.source_ids.ids),
                SQL("old.res_id = ANY(%s)", self.source_ids.ids),
            ]
        for only in parts:
            try:
                with mute_logger("odoo.sql_db"), self.env.cr.savepoint(flush=False):
                    missed = self.env.execute_query(self._undo_values_sql(table, columns, only))
            except psycopg2.IntegrityError:
                missed = self._undo_values_one_by_one(table, only)
            for merge_id, column, number in missed:
                if column not in _BY_ITSELF and (table, column) not in _BY_ITSELF:
                    yield merge_id, label_of(self.env, table, column), number

    def _undo_values_one_by_one(self, table, only):
        """As ``_undo_values``, row by row and value by value: what the database refuses stays as it is."""
        missed = []
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT merge_id, res_id, column_name FROM despacho_merge_line AS old
                 WHERE merge_id = ANY(%s) AND table_name = %s AND kind IN ('move', 'value') AND %s ORDER BY 1, 2, 3
                """,
                self.ids,
                table,
                only,
            )
        )
        for merge_id, res_id, column in rows:
            one = SQL("%s AND old.res_id = %s AND old.column_name = %s", only, res_id, column)
            try:
                with mute_logger("odoo.sql_db"), self.env.cr.savepoint(flush=False):
                    missed += self.env.execute_query(self._undo_values_sql(table, [column], one))
            except psycopg2.IntegrityError:
                missed.append((merge_id, column, 1))
        return missed

    def _undo_values_sql(self, table, columns, only):
        """Return the statement that restores values and gives (joining, column, number) of those that changed since."""
        return SQL(
            """
            WITH old AS MATERIALIZED (
                SELECT old.res_id, old.column_name, MIN(old.merge_id) AS merge_id,
                       (ARRAY_AGG(COALESCE(old.before, 'null') ORDER BY old.id))[1] AS before,
                       (ARRAY_AGG(COALESCE(old.after, 'null') ORDER BY old.id DESC))[1] AS after
                  FROM despacho_merge_line AS old
                 WHERE old.merge_id = ANY(%(merge)s) AND old.table_name = %(name)s AND old.kind IN ('move', 'value')
                   AND %(only)s
                 GROUP BY 1, 2
            ), now AS MATERIALIZED (
                SELECT old.*, COALESCE(TO_JSONB(item) -> old.column_name, 'null') = old.after AS same
                  FROM old LEFT JOIN %(table)s AS item ON item.id = old.res_id
            ), whole AS (
                SELECT res_id, JSONB_OBJECT_AGG(column_name, before) AS given FROM now WHERE same GROUP BY res_id
            ), done AS (
                UPDATE %(table)s AS item SET %(columns)s
                  FROM whole JOIN %(table)s AS present ON present.id = whole.res_id
                 CROSS JOIN LATERAL JSONB_POPULATE_RECORD(present, whole.given) AS new
                 WHERE item.id = whole.res_id
            )
            SELECT merge_id, column_name, COUNT(*) FROM now WHERE same IS NOT TRUE GROUP BY 1, 2
            """,
            merge=self.ids,
            name=table,
            table=SQL.identifier(table),
            only=only,
            columns=SQL(", ").join(
                SQL("%s = new.%s", SQL.identifier(name), SQL.identifier(name)) for name in sorted(columns)
            ),
        )

    def _undo_link(self, table, columns):
        [column] = columns
        known = self._columns_of("res.partner") + self._columns_of("res.partner.bank")
        other = next((found.other for found in known if found[:2] == (table, column)), None)
        if not other:  # the module that made the table is gone
            return
        missed = self.env.execute_query(
            SQL(
                """
                WITH old AS (
                    SELECT merge_id, res_id, (before #>> '{}')::int AS source, (after #>> '{}')::int AS target
                      FROM despacho_merge_line
                     WHERE merge_id = ANY(%(merge)s) AND table_name = %(name)s AND column_name = %(label)s
                       AND kind = 'link'
                ), done AS (
                    UPDATE %(table)s AS item SET %(column)s = old.source FROM old
                     WHERE item.%(other)s = old.res_id AND item.%(column)s = old.target
                       AND NOT EXISTS (SELECT FROM %(table)s twin
                                        WHERE twin.%(other)s = old.res_id AND twin.%(column)s = old.source)
                    RETURNING old.res_id, old.source
                )
                SELECT merge_id, COUNT(*) FROM old
                 WHERE (res_id, source) NOT IN (SELECT res_id, source FROM done) GROUP BY 1
                """,
                merge=self.ids,
                name=table,
                label=column,
                table=SQL.identifier(table),
                column=SQL.identifier(column),
                other=SQL.identifier(other),
            )
        )
        for merge_id, number in missed:
            yield merge_id, label_of(self.env, table, column), number

    def _undo_key(self, table, columns):
        [column] = columns
        self.env.cr.execute(
            SQL(
                """
                UPDATE %(table)s AS item SET %(column)s = item.%(column)s || old.given
                  FROM (SELECT line.res_id, JSONB_OBJECT_AGG(part.key, part.value) AS given
                          FROM despacho_merge_line line
                          JOIN %(table)s AS present ON present.id = line.res_id
                           AND present.%(column)s @> line.after
                         CROSS JOIN LATERAL jsonb_each(line.before) AS part
                         WHERE line.merge_id = ANY(%(merge)s) AND line.table_name = %(name)s
                           AND line.column_name = %(label)s AND line.kind = 'key'
                         GROUP BY line.res_id) AS old
                 WHERE item.id = old.res_id
                """,
                merge=self.ids,
                name=table,
                label=column,
                table=SQL.identifier(table),
                column=SQL.identifier(column),
            )
        )
        return ()

    def _undo_sum(self, table, columns):
        """Take away what was added, whatever was added since."""
        [column] = columns
        self.env.cr.execute(
            SQL(
                """
                UPDATE %(table)s AS item
                   SET %(column)s = CASE WHEN TO_JSONB(item.%(column)s) = line.after
                                         THEN (line.before #>> '{}')::numeric
                                         ELSE item.%(column)s - (line.after #>> '{}')::numeric
                                              + COALESCE((line.before #>> '{}')::numeric, 0) END
                  FROM despacho_merge_line line
                 WHERE line.merge_id = ANY(%(merge)s) AND line.table_name = %(name)s AND line.column_name = %(label)s
                   AND line.kind = 'sum' AND item.id = line.res_id
                """,
                merge=self.ids,
                name=table,
                label=column,
                table=SQL.identifier(table),
                column=SQL.identifier(column),
            )
        )
        return ()

    def _undo_insert(self, table, _columns):
        """Take away the rows that the joining added."""
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM %s AS item USING despacho_merge_line line
                 WHERE line.merge_id = ANY(%s) AND line.table_name = %s AND line.kind = 'insert'
                   AND item.id = line.res_id
                """,
                SQL.identifier(table),
                self.ids,
                table,
            )
        )
        return ()

    def _undo_delete(self, table, _columns):
        """Put back the rows that the joining withdrew, save those that are there again."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO %(table)s
                SELECT new.* FROM despacho_merge_line line
                 CROSS JOIN LATERAL JSONB_POPULATE_RECORD(NULL::%(table)s, line.before) AS new
                 WHERE line.merge_id = ANY(%(merge)s) AND line.table_name = %(name)s AND line.kind = 'delete'
                ON CONFLICT DO NOTHING
                """,
                table=SQL.identifier(table),
                merge=self.ids,
                name=table,
            )
        )
        return ()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(merge.state == "done" for merge in self):
            raise UserError(self.env._("What was joined is kept: it is what takes it back."))
