from odoo import models
from odoo.tools import SQL

#: Where the one who writes the journal waits: a savepoint within does not put it away, as it does with what waits
#: for the commit.
RECORDER = "despacho_crm.merge"


class Base(models.AbstractModel):
    """While records are joined, all that Odoo writes goes to the journal, whatever the model.

    What follows from a value (names, amounts, numbers on leads...) is computed and written
    by Odoo when it likes: here is where every stored value passes.
    """

    _inherit = "base"

    def _write_multi(self, vals_list):
        recorder = self.env.cr.cache.get(RECORDER)
        if not recorder or not self._auto or self._transient:
            return super()._write_multi(vals_list)
        names = sorted({name for vals in vals_list for name in vals} | ({"write_uid", "write_date"} & {*self._fields}))
        values = SQL(
            "(SELECT to_jsonb(picked) FROM (SELECT %s) AS picked)",
            SQL(", ").join(SQL.identifier("item", name) for name in names),
        )
        table = SQL.identifier(self._table)
        before = self.env.execute_query(
            SQL("SELECT id, %s::text FROM %s AS item WHERE id = ANY(%s)", values, table, list(self._ids))
        )
        super()._write_multi(vals_list)
        recorder.learn(self, self._ids)
        owners = [recorder.owner(self._table, record_id) for record_id, _values in before]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO despacho_merge_line (merge_id, kind, table_name, res_id, column_name, before, after)
                SELECT old.merge_id, 'value', %(name)s, item.id, was.key, was.value, new.own -> was.key
                  FROM UNNEST(%(ids)s, %(values)s, %(owners)s) AS old (id, own, merge_id)
                  JOIN %(table)s AS item ON item.id = old.id
                 CROSS JOIN LATERAL (SELECT %(now)s AS own) AS new
                 CROSS JOIN LATERAL jsonb_each(old.own::jsonb) AS was
                 WHERE was.value IS DISTINCT FROM new.own -> was.key
                 ORDER BY item.id, was.key
                """,
                name=self._table,
                table=table,
                ids=SQL("%s::int[]", [record_id for record_id, _values in before]),
                values=SQL("%s::text[]", [values for _id, values in before]),
                owners=SQL("%s::int[]", owners),
                now=values,
            )
        )
        return None
