from odoo import models
from odoo.tools import SQL

from .words import label_of, words_of


class DespachoMerge(models.Model):
    """Links, amounts and values of one company are given back, and rows that were added or withdrawn."""

    _inherit = "despacho.merge"

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
        missed = self.env.execute_query(
            SQL(
                """
                WITH old AS MATERIALIZED (
                    SELECT line.merge_id, line.res_id, line.before,
                           COALESCE(present.%(column)s @> line.after, FALSE) AS same
                      FROM despacho_merge_line line LEFT JOIN %(table)s AS present ON present.id = line.res_id
                     WHERE line.merge_id = ANY(%(merge)s) AND line.table_name = %(name)s
                       AND line.column_name = %(label)s AND line.kind = 'key'
                ), done AS (
                    UPDATE %(table)s AS item SET %(column)s = item.%(column)s || whole.given
                      FROM (SELECT res_id, JSONB_OBJECT_AGG(part.key, part.value) AS given
                              FROM old CROSS JOIN LATERAL jsonb_each(before) AS part
                             WHERE same GROUP BY res_id) AS whole
                     WHERE item.id = whole.res_id
                )
                SELECT merge_id, COUNT(*) FROM old WHERE NOT same GROUP BY 1
                """,
                merge=self.ids,
                name=table,
                label=column,
                table=SQL.identifier(table),
                column=SQL.identifier(column),
            )
        )
        for merge_id, number in missed:
            yield merge_id, label_of(self.env, table, column), number

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
        """Take away the rows that the joining added; a row without id is known by all that it holds."""
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM %s AS item USING despacho_merge_line line
                 WHERE line.merge_id = ANY(%s) AND line.table_name = %s AND line.kind = 'insert' AND %s
                """,
                SQL.identifier(table),
                self.ids,
                table,
                self._same_row_sql(table),
            )
        )
        return ()

    def _same_row_sql(self, table):
        columns = self._column_types(table)
        if "id" in columns:
            return SQL("item.id = line.res_id")
        return SQL(" AND ").join(
            SQL("item.%s = (line.after ->> %s)::int", SQL.identifier(name), name) for name in columns
        )

    def _column_types(self, table):
        """Return {column: its type as the database writes it}."""
        query = SQL(
            """
            SELECT attname, FORMAT_TYPE(atttypid, atttypmod) FROM pg_attribute
             WHERE attrelid = TO_REGCLASS(%s) AND attnum > 0 AND NOT attisdropped ORDER BY attnum
            """,
            table,
        )
        return dict(self.env.execute_query(query))

    def _undo_delete(self, table, _columns):
        """Put back the rows that the joining withdrew, save those that are there again.

        A row about something that was deleted since would have gone with it.
        """
        lines = [
            line
            for (line,) in self.env.execute_query(
                SQL(
                    "SELECT id FROM despacho_merge_line"
                    " WHERE merge_id = ANY(%s) AND table_name = %s AND kind = 'delete' ORDER BY id",
                    self.ids,
                    table,
                )
            )
        ]
        yield from self._attempt(
            lambda merges: merges._put_back(table, lines),
            lambda merges: list(merges._put_back_one_by_one(table, lines)),
        )

    def _put_back_one_by_one(self, table, lines):
        """Put back what the database admits; give (joining, label, number) of the others."""
        for line in self.env["despacho.merge.line"].browse(lines):
            yield from self._attempt(
                lambda merges, line=line: merges._put_back(table, line.ids),
                lambda merges, line=line: [(line.merge_id.id, words_of(merges.env, table), 1)],
            )

    def _put_back(self, table, lines):
        given, conditions = SQL("line.before"), [SQL("line.id = ANY(%s)", lines)]
        for column, other, emptied in self._references_of(table):
            there = SQL("EXISTS (SELECT FROM %s WHERE id = (line.before ->> %s)::int)", SQL.identifier(other), column)
            if emptied:
                given = SQL(
                    "%s || JSONB_BUILD_OBJECT(%s::text, CASE WHEN %s THEN line.before -> %s END)",
                    given,
                    column,
                    there,
                    column,
                )
            else:
                conditions.append(SQL("(line.before ->> %s IS NULL OR %s)", column, there))
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO %(table)s
                SELECT new.* FROM despacho_merge_line line
                 CROSS JOIN LATERAL JSONB_POPULATE_RECORD(NULL::%(table)s, %(given)s) AS new
                 WHERE %(conditions)s
                ON CONFLICT DO NOTHING
                """,
                table=SQL.identifier(table),
                given=given,
                conditions=SQL(" AND ").join(conditions),
            )
        )
        return ()

    def _references_of(self, table):
        """Return (column, table that it names, whether it is emptied when what it names is deleted)."""
        return self.env.execute_query(
            SQL(
                """
                SELECT attname, other.relname, confdeltype = 'n'
                  FROM pg_constraint
                  JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
                  JOIN pg_class other ON other.oid = confrelid
                 WHERE contype = 'f' AND CARDINALITY(conkey) = 1 AND conrelid = TO_REGCLASS(%s)
                 ORDER BY 1
                """,
                table,
            )
        )
