from collections import Counter

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
        for merge in joiner:
            merge._check_may_undo()
            merge._undo()
        self.env.invalidate_all()
        return True

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
        self.ensure_one()
        self.env.flush_all()
        lost = Counter()
        partners = self.partner_id | self.source_ids
        for table, kind, columns in self._undo_steps():
            lost.update(getattr(self, f"_undo_{kind}")(table, columns))
        self.env.invalidate_all(flush=False)
        note = "\n".join(f"{label}: {number}" for label, number in sorted(lost.items()))
        if note:
            note = self.env._("Changed since, and left as it is now:\n%(list)s", list=note)
        self.write({"state": "undone_partly" if note else "undone", "undo_note": note})
        if {"ir_default", "ir_model_data", "res_users"} & {step[0] for step in self._undo_steps()}:
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
                  FROM despacho_merge_line WHERE merge_id = %s
                 GROUP BY 1, 2, CASE WHEN kind IN ('link', 'key', 'sum') THEN column_name END
                 ORDER BY MAX(id) DESC
                """,
                self.id,
            )
        )

    def _undo_values(self, table, columns):
        """Give rows back the values that they still have as the joining left them."""
        lost = Counter()
        rows = [None]
        if table == "res_partner":
            # The survivor lets go of the number before the source takes it again.
            rows = [("NOT", self.source_ids.ids), ("", self.source_ids.ids)]
        for part in rows:
            only = SQL("TRUE")
            if part:
                only = SQL("%s (old.res_id = ANY(%s))", SQL(part[0]), part[1])
            try:
                with mute_logger("odoo.sql_db"), self.env.cr.savepoint(flush=False):
                    missed = self.env.execute_query(self._undo_values_sql(table, columns, only))
            except psycopg2.IntegrityError:
                missed = self._undo_values_one_by_one(table, columns, only)
            for column, number in missed:
                if column not in _BY_ITSELF and (table, column) not in _BY_ITSELF:
                    lost[label_of(self.env, table, column)] += number
        return lost

    def _undo_values_one_by_one(self, table, columns, only):
        """As ``_undo_values``, row by row and value by value: what the database refuses stays as it is."""
        missed = Counter()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT res_id, column_name FROM despacho_merge_line AS old
                 WHERE merge_id = %s AND table_name = %s AND kind IN ('move', 'value') AND %s ORDER BY 1, 2
                """,
                self.id,
                table,
                only,
            )
        )
        for res_id, column in rows:
            one = SQL("%s AND old.res_id = %s AND old.column_name = %s", only, res_id, column)
            try:
                with mute_logger("odoo.sql_db"), self.env.cr.savepoint(flush=False):
                    missed.update(dict(self.env.execute_query(self._undo_values_sql(table, [column], one))))
            except psycopg2.IntegrityError:
                missed[column] += 1
        return missed.items()

    def _undo_values_sql(self, table, columns, only):
        """Return the statement that restores values and gives (column, number) of those that changed since."""
        return SQL(
            """
            WITH old AS MATERIALIZED (
                SELECT old.res_id, old.column_name,
                       (ARRAY_AGG(COALESCE(old.before, 'null') ORDER BY old.id))[1] AS before,
                       (ARRAY_AGG(COALESCE(old.after, 'null') ORDER BY old.id DESC))[1] AS after
                  FROM despacho_merge_line AS old
                 WHERE old.merge_id = %(merge)s AND old.table_name = %(name)s AND old.kind IN ('move', 'value')
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
            SELECT column_name, COUNT(*) FROM now WHERE same IS NOT TRUE GROUP BY 1
            """,
            merge=self.id,
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
            return Counter()
        missed = self.env.execute_query(
            SQL(
                """
                WITH old AS (
                    SELECT res_id, (before #>> '{}')::int AS source, (after #>> '{}')::int AS target
                      FROM despacho_merge_line
                     WHERE merge_id = %(merge)s AND table_name = %(name)s AND column_name = %(label)s AND kind = 'link'
                ), done AS (
                    UPDATE %(table)s AS item SET %(column)s = old.source FROM old
                     WHERE item.%(other)s = old.res_id AND item.%(column)s = old.target
                       AND NOT EXISTS (SELECT FROM %(table)s twin
                                        WHERE twin.%(other)s = old.res_id AND twin.%(column)s = old.source)
                    RETURNING old.res_id, old.source
                )
                SELECT COUNT(*) FROM old WHERE (res_id, source) NOT IN (SELECT res_id, source FROM done)
                """,
                merge=self.id,
                name=table,
                label=column,
                table=SQL.identifier(table),
                column=SQL.identifier(column),
                other=SQL.identifier(other),
            )
        )
        return Counter({label_of(self.env, table, column): missed[0][0]} if missed[0][0] else {})

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
                         WHERE line.merge_id = %(merge)s AND line.table_name = %(name)s
                           AND line.column_name = %(label)s AND line.kind = 'key'
                         GROUP BY line.res_id) AS old
                 WHERE item.id = old.res_id
                """,
                merge=self.id,
                name=table,
                label=column,
                table=SQL.identifier(table),
                column=SQL.identifier(column),
            )
        )
        return Counter()

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
                 WHERE line.merge_id = %(merge)s AND line.table_name = %(name)s AND line.column_name = %(label)s
                   AND line.kind = 'sum' AND item.id = line.res_id
                """,
                merge=self.id,
                name=table,
                label=column,
                table=SQL.identifier(table),
                column=SQL.identifier(column),
            )
        )
        return Counter()

    def _undo_insert(self, table, _columns):
        """Take away the rows that the joining added."""
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM %s AS item USING despacho_merge_line line
                 WHERE line.merge_id = %s AND line.table_name = %s AND line.kind = 'insert' AND item.id = line.res_id
                """,
                SQL.identifier(table),
                self.id,
                table,
            )
        )
        return Counter()

    def _undo_delete(self, table, _columns):
        """Put back the rows that the joining withdrew, save those that are there again."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO %(table)s
                SELECT new.* FROM despacho_merge_line line
                 CROSS JOIN LATERAL JSONB_POPULATE_RECORD(NULL::%(table)s, line.before) AS new
                 WHERE line.merge_id = %(merge)s AND line.table_name = %(name)s AND line.kind = 'delete'
                ON CONFLICT DO NOTHING
                """,
                table=SQL.identifier(table),
                merge=self.id,
                name=table,
            )
        )
        return Counter()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if any(merge.state == "done" for merge in self):
            raise UserError(self.env._("What was joined is kept: it is what takes it back."))
