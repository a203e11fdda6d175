from collections import Counter, defaultdict
from operator import attrgetter

from odoo import api, models
from odoo.tools import SQL, groupby

from .despacho_merge_catalog import COMMERCIAL
from .words import words_of

#: Of invoices whose contact stays behind: told by that one.
_SAME_ROWS = ("account_move", "commercial_partner_id")


class Tally:
    """How many rows each joining moved, which ones, and what stayed behind."""

    def __init__(self, env):
        self.env = env
        self.moved = Counter()
        self.kept = defaultdict(Counter)
        self.words = {}
        #: {(table, column): {row id: merge id}}
        self.rows = defaultdict(dict)

    def add(self, column, found):
        """Note (merge id, row ids moved, number of rows kept) of each joining."""
        for merge_id, ids, kept in found:
            ids = ids or []
            self.moved[merge_id] += len(ids)
            if kept and column[:2] != _SAME_ROWS:
                self.kept[merge_id][column.table, column.name] += kept
            if not column.other:
                self.rows[column.table, column.name].update(dict.fromkeys(ids, merge_id))

    def of(self, merge_id):
        """Return (rows moved, what stayed behind in words) of a joining."""
        kept = Counter()
        for (table, _column), number in self.kept[merge_id].items():
            if table not in self.words:
                self.words[table] = words_of(self.env, table)
            kept[self.words[table]] += number
        return self.moved[merge_id], "\n".join(f"{label}: {number}" for label, number in sorted(kept.items()))


class DespachoMerge(models.Model):
    """What hangs from the sources passes to the survivors: one statement per column for all of them."""

    _inherit = "despacho.merge"

    @api.model
    def _move_all(self, triples):
        """Move all that names the sources of ``triples`` [(merge id, source id, survivor id)]; return the Tally."""

        def move(merges):
            return merges._move_each(triples)

        return self._attempt(move, move)

    @api.model
    def _move_each(self, triples):
        tally = Tally(self.env)
        self._move_pairs(triples)
        for _table, columns in groupby(self._columns_of("res.partner"), key=attrgetter("table")):
            plain = [column for column in columns if column.is_plain]
            if len(plain) > 1:
                self._move_columns(plain, triples, tally, "res.partner")
                columns = [column for column in columns if column not in plain]
            for column in columns:
                self._move_column(column, triples, tally, "res.partner")
        self._move_accounts(triples, tally)
        self._move_references("res.partner", triples, tally)
        self._move_company_dependent("res.partner", triples)
        self._move_defaults("res.partner", triples)
        return tally

    @api.model
    def _move_column(self, column, triples, tally, model):
        """Let the rows of ``column`` name the survivors, save those that the database holds unique."""

        # What the catalogue tells is foreseen; a check or an index on an expression may forbid it still.
        def whole(merges):
            return merges.env.execute_query(merges._move_sql(column, triples, model))

        def parts(merges):
            return list(merges._move_one_by_one(column, triples, model))

        tally.add(column, self._attempt(whole, parts))

    @api.model
    def _move_one_by_one(self, column, triples, model):
        """As ``_move_sql``, row by row: what the database refuses stays with its source."""
        key = SQL.identifier("item", column.other or "id")
        for triple in triples:
            rows = self.env.execute_query(
                SQL(
                    "SELECT %s FROM %s AS item WHERE %s",
                    key,
                    SQL.identifier(column.table),
                    self._names_sql(column, model, SQL("%s", triple[1])),
                )
            )
            for (row,) in rows:
                move = self._move_sql(column, [triple], model, SQL("%s = %s", key, row))
                yield from self._attempt(
                    lambda merges, move=move: merges.env.execute_query(move),
                    lambda _merges, triple=triple: [(triple[0], [], 1)],
                )

    @api.model
    def _names_sql(self, column, model, source):
        """Return the condition that a row of ``column`` names ``source``."""
        names = SQL("%s = %s", SQL.identifier("item", column.name), source)
        if column.model_column:
            names = SQL("%s AND %s = %s", names, SQL.identifier("item", column.model_column), model)
        if column.table == "ir_attachment":
            # Images and other values of the record itself are no papers that hang from it.
            names = SQL("%s AND item.res_field IS NULL", names)
        if (column.table, column.name) == ("res_partner", "commercial_partner_id"):
            names = SQL("%s AND item.id <> %s", names, source)
        return names

    @api.model
    def _move_sql(self, column, triples, model, only=None):
        """Return the statement that moves the rows of a column and gives (merge id, keys moved, number kept)."""
        merges, sources, targets = (list(part) for part in zip(*triples, strict=True))
        name, table = SQL.identifier(column.name), SQL.identifier(column.table)
        key = SQL.identifier(column.other or "id")
        same_key = SQL("item.%s = found.row_key", key)
        if column.other:
            same_key = SQL("%s AND item.%s = found.source_id", same_key, name)
        map_sql = SQL(
            "UNNEST(%s::int[], %s::int[], %s::int[]) AS map (merge_id, source_id, target_id)", merges, sources, targets
        )
        if (column.table, column.name) in COMMERCIAL:
            map_sql = SQL(
                """
                (SELECT merge_id, source_id, COALESCE(holder.commercial_partner_id, target_id) AS target_id
                   FROM %s LEFT JOIN res_partner holder ON holder.id = map.target_id) AS map
                """,
                map_sql,
            )
        return SQL(
            """
            WITH found AS MATERIALIZED (
                SELECT item.%(key)s AS row_key, map.*, (%(sealed)s) %(stuck)s AS stuck
                  FROM %(map)s JOIN %(table)s AS item ON %(names)s
                 WHERE item.%(name)s = ANY(%(sources)s) AND %(only)s
            ), moved AS (
                UPDATE %(table)s AS item SET %(name)s = found.target_id
                  FROM found WHERE %(same_key)s AND NOT found.stuck AND found.source_id <> found.target_id
                RETURNING found.row_key, found.merge_id, found.source_id, found.target_id
            ), line AS (
                INSERT INTO despacho_merge_line (merge_id, kind, table_name, res_id, column_name, before, after)
                SELECT merge_id, %(kind)s, %(table_name)s, row_key, %(column_name)s,
                       TO_JSONB(source_id), TO_JSONB(target_id)
                  FROM moved ORDER BY row_key
            )
            SELECT merge_id, ARRAY_AGG(row_key) FILTER (WHERE NOT stuck) , COUNT(*) FILTER (WHERE stuck)
              FROM found GROUP BY merge_id
            """,
            key=key,
            map=map_sql,
            table=table,
            name=name,
            only=only or SQL("TRUE"),
            names=self._names_sql(column, model, SQL("map.source_id")),
            sources=sources,
            sealed=column.sealed,
            stuck=self._stuck_sql(column, model),
            same_key=same_key,
            kind="link" if column.other else "move",
            table_name=column.table,
            column_name=column.name,
        )

    @api.model
    def _stuck_sql(self, column, model):
        """Return the condition, from OR on, that a row would repeat another one of the survivor."""
        parts = []
        for index in column.unique:
            keys = [name for name in index if name != column.model_column]
            same = SQL(" AND ").join(
                [
                    SQL("twin.%s = map.target_id", SQL.identifier(column.name)),
                    *(SQL("twin.%s = item.%s", SQL.identifier(name), SQL.identifier(name)) for name in keys),
                    *([SQL("twin.%s = %s", SQL.identifier(column.model_column), model)] if column.model_column else []),
                ]
            )
            parts.append(SQL("OR EXISTS (SELECT FROM %s twin WHERE %s)", SQL.identifier(column.table), same))
            if keys:
                # Two sources of one survivor: the first row passes.
                parts.append(
                    SQL(
                        "OR (%s AND ROW_NUMBER() OVER (PARTITION BY map.target_id, %s ORDER BY item.%s, item.%s) > 1)",
                        SQL(" AND ").join(SQL("item.%s IS NOT NULL", SQL.identifier(name)) for name in keys),
                        SQL(", ").join(SQL.identifier("item", name) for name in keys),
                        SQL.identifier(column.other or "id"),
                        SQL.identifier(column.name),
                    )
                )
            else:
                parts.append(SQL("OR ROW_NUMBER() OVER (PARTITION BY map.target_id ORDER BY item.id) > 1"))
        return SQL(" ").join(parts)
