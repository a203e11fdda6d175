from odoo import api, models
from odoo.tools import SQL

from .despacho_merge_catalog import COMMERCIAL


class DespachoMerge(models.Model):
    """Rows that name contacts in several columns, as an invoice its customer and where it is sent, are written once."""

    _inherit = "despacho.merge"

    @api.model
    def _move_columns(self, columns, triples, tally, model):
        """Let the rows of plain ``columns`` of one table name the survivors."""
        by_name = {column.name: column for column in columns}

        def whole(merges):
            rows = merges.env.execute_query(merges._move_columns_sql(columns, triples, model))
            for name, *found in rows:
                tally.add(by_name[name], [found])

        def parts(merges):
            for column in columns:
                merges._move_column(column, triples, tally, model)

        self._attempt(whole, parts)

    @api.model
    def _move_columns_sql(self, columns, triples, model):
        """Return the statement that does it and gives (column, merge id, ids moved, number kept)."""
        sources = [source for _merge, source, _target in triples]
        table = SQL.identifier(columns[0].table)
        return SQL(
            """
            WITH map AS MATERIALIZED (
                SELECT map.*, COALESCE(holder.commercial_partner_id, target_id) AS company_id
                  FROM %(map)s LEFT JOIN res_partner holder ON holder.id = target_id
            ), found AS MATERIALIZED (%(found)s),
            new AS MATERIALIZED (
                SELECT id, %(picked)s FROM found WHERE NOT stuck AND source_id <> target_id GROUP BY id
            ), done AS (
                UPDATE %(table)s AS item SET %(changes)s FROM new WHERE item.id = new.id
            ), line AS (
                INSERT INTO despacho_merge_line (merge_id, kind, table_name, res_id, column_name, before, after)
                SELECT merge_id, 'move', %(table_name)s, id, name, TO_JSONB(source_id), TO_JSONB(target_id)
                  FROM found WHERE NOT stuck AND source_id <> target_id ORDER BY name, id
            )
            SELECT name, merge_id, ARRAY_AGG(id) FILTER (WHERE NOT stuck), COUNT(*) FILTER (WHERE stuck)
              FROM found GROUP BY 1, 2
            """,
            map=self._map_sql(triples),
            found=SQL(" UNION ALL ").join(self._found_in_sql(column, sources, model) for column in columns),
            picked=SQL(", ").join(
                SQL("MAX(target_id) FILTER (WHERE name = %s) AS %s", column.name, SQL.identifier(column.name))
                for column in columns
            ),
            table=table,
            changes=SQL(", ").join(
                SQL("%(name)s = COALESCE(new.%(name)s, item.%(name)s)", name=SQL.identifier(column.name))
                for column in columns
            ),
            table_name=columns[0].table,
        )

    @api.model
    def _found_in_sql(self, column, sources, model):
        return SQL(
            """
            SELECT item.id, %(name)s::text AS name, map.merge_id, map.source_id, %(target)s AS target_id,
                   %(sealed)s AS stuck
              FROM map JOIN %(table)s AS item ON %(names)s
             WHERE item.%(column)s = ANY(%(sources)s)
            """,
            name=column.name,
            target=SQL("map.company_id" if (column.table, column.name) in COMMERCIAL else "map.target_id"),
            sealed=column.sealed,
            table=SQL.identifier(column.table),
            names=self._names_sql(column, model, SQL("map.source_id")),
            column=SQL.identifier(column.name),
            sources=sources,
        )
