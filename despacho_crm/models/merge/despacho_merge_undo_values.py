from odoo import models
from odoo.tools import SQL

from ..lifecycle.res_partner import DERIVED
from ..lifecycle.res_partner_typed import TYPED
from .words import label_of

#: What is brought up to date by itself: nobody misses its former value.
_BY_ITSELF = {
    *("write_date", "write_uid"),
    ("res_partner", "merged_into_id"),
    *(("res_partner", name) for name in (*DERIVED, *TYPED)),
}


class DespachoMerge(models.Model):
    """Values, the contacts of rows among them, are given back: a row is read and written once."""

    _inherit = "despacho.merge"

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
            missed = self._attempt(
                lambda merges, only=only: merges.env.execute_query(merges._undo_values_sql(table, columns, only)),
                lambda merges, only=only: list(merges._undo_values_one_by_one(table, columns, only)),
            )
            for merge_id, column, number in missed:
                if column not in _BY_ITSELF and (table, column) not in _BY_ITSELF:
                    yield merge_id, label_of(self.env, table, column), number

    def _undo_values_one_by_one(self, table, columns, only):
        """As ``_undo_values``, row by row and value by value: what the database refuses stays as it is."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT merge_id, res_id, column_name FROM despacho_merge_line AS old
                 WHERE merge_id = ANY(%s) AND table_name = %s AND kind IN ('move', 'value')
                   AND column_name = ANY(%s) AND %s
                 ORDER BY 1, 2, 3
                """,
                self.ids,
                table,
                sorted(columns),
                only,
            )
        )
        for merge_id, res_id, column in rows:
            one = SQL("%s AND old.res_id = %s AND old.column_name = %s", only, res_id, column)
            restore = self._undo_values_sql(table, [column], one)
            yield from self._attempt(
                lambda merges, restore=restore: merges.env.execute_query(restore),
                lambda _merges, merge_id=merge_id, column=column: [(merge_id, column, 1)],
            )

    def _undo_values_sql(self, table, columns, only):
        """Return the statement that restores values and gives (joining, column, number) of those that changed since.

        What a later joining changed again stays as that one left it: when it is taken back in
        turn, it gives what was there before both.
        """
        columns, types = sorted(columns), self._column_types(table)
        return SQL(
            """
            WITH old AS MATERIALIZED (
                SELECT old.res_id, old.column_name, MIN(old.merge_id) AS merge_id, MAX(old.id) AS last_id,
                       (ARRAY_AGG(COALESCE(old.before, 'null') ORDER BY old.id))[1] AS before,
                       (ARRAY_AGG(COALESCE(old.after, 'null') ORDER BY old.id DESC))[1] AS after
                  FROM despacho_merge_line AS old
                 WHERE old.merge_id = ANY(%(merge)s) AND old.table_name = %(name)s AND old.kind IN ('move', 'value')
                   AND old.column_name = ANY(%(labels)s) AND %(only)s
                 GROUP BY 1, 2
            ), later AS MATERIALIZED (%(later)s), handed AS (
                UPDATE despacho_merge_line AS line SET before = later.before
                  FROM later WHERE line.id = later.id AND later.follows
            ), whole AS MATERIALIZED (
                SELECT res_id, JSONB_OBJECT_AGG(column_name, before) AS before,
                       JSONB_OBJECT_AGG(column_name, after) AS after, JSONB_OBJECT_AGG(column_name, merge_id) AS merges
                  FROM old
                 WHERE (res_id, column_name) NOT IN (SELECT res_id, column_name FROM later WHERE follows)
                 GROUP BY res_id
            ), now AS MATERIALIZED (
                SELECT whole.res_id, was.key, was.value AS before, (whole.merges ->> was.key)::int AS merge_id,
                       COALESCE(present.own -> was.key, 'null') = whole.after -> was.key
                       AND (whole.res_id, was.key) NOT IN (SELECT res_id, column_name FROM later) AS same
                  FROM whole
                  LEFT JOIN LATERAL (
                       SELECT (SELECT TO_JSONB(picked) FROM (SELECT %(own)s) AS picked) AS own
                         FROM %(table)s AS item WHERE item.id = whole.res_id) AS present ON TRUE
                 CROSS JOIN LATERAL JSONB_EACH(whole.before) AS was
            ), given AS MATERIALIZED (
                SELECT res_id, JSONB_OBJECT_AGG(key, before) AS own FROM now WHERE same GROUP BY res_id
            ), done AS (
                UPDATE %(table)s AS item SET %(columns)s
                  FROM given CROSS JOIN LATERAL JSONB_TO_RECORD(given.own) AS new (%(types)s)
                 WHERE item.id = given.res_id
            )
            SELECT merge_id, key, COUNT(*) FROM now WHERE same IS NOT TRUE GROUP BY 1, 2
            """,
            merge=self.ids,
            name=table,
            table=SQL.identifier(table),
            only=only,
            labels=columns,
            later=self._later_sql(table),
            own=SQL(", ").join(SQL.identifier("item", name) for name in columns),
            types=SQL(", ").join(SQL("%s %s", SQL.identifier(name), SQL(types[name])) for name in columns),
            columns=SQL(", ").join(
                SQL(
                    "%(column)s = CASE WHEN given.own ? %(name)s THEN new.%(column)s ELSE item.%(column)s END",
                    column=SQL.identifier(name),
                    name=name,
                )
                for name in columns
            ),
        )

    def _later_sql(self, table):
        """Return the query of what later joinings, which stand, wrote on the values of ``old``: the first of each."""
        return SQL(
            """
            SELECT DISTINCT ON (old.res_id, old.column_name) old.res_id, old.column_name, line.id,
                   COALESCE(line.before, 'null') = old.after AS follows, old.before
              FROM old
              JOIN despacho_merge_line AS line ON line.res_id = old.res_id AND line.table_name = %(name)s
               AND line.column_name = old.column_name AND line.kind IN ('move', 'value') AND line.id > old.last_id
              JOIN despacho_merge AS merge ON merge.id = line.merge_id AND merge.state = 'done'
               AND merge.id <> ALL(%(merge)s)
             ORDER BY old.res_id, old.column_name, line.id
            """,
            merge=self.ids,
            name=table,
        )
