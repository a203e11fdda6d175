from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

from ...tools import undo
from ..review.despacho_import_row import _encode

#: The rows that may have written to the record ``asked.id``, by what is looked up fast. A person of a company is
#: written to by rows of their own, and by those of the company that name them beside it.
_ROWS_OF = {
    "res.partner": SQL(
        """
        SELECT item.id FROM despacho_import_row item WHERE item.partner_id = asked.id
         UNION ALL
        SELECT item.id FROM res_partner person
          JOIN despacho_import_row item ON item.partner_id = person.parent_id WHERE person.id = asked.id
        """
    ),
    "crm.lead": SQL("SELECT item.id FROM despacho_import_row item WHERE item.lead_id = asked.id"),
}


class DespachoImportRow(models.Model):
    """Other rows that wrote to the same records, of this file or of another."""

    _inherit = "despacho.import.row"

    def _find_other_files(self, model, ids):
        """Give (id, reason) of those contacts or leads that other rows wrote to, of this file or of another."""
        if model not in _ROWS_OF:
            return
        rows = self.env.execute_query(
            SQL(
                """
                SELECT asked.id, other.import_id, other.number
                  FROM UNNEST(%(ids)s::int[]) AS asked (id)
                 CROSS JOIN LATERAL (%(rows)s) AS found
                  JOIN despacho_import_row other ON other.id = found.id
                 WHERE other.id <> ALL(%(own)s) AND other.state = 'applied'
                   AND other.effects @> JSONB_BUILD_ARRAY(JSONB_BUILD_ARRAY('write', %(model)s::text, asked.id))
                 ORDER BY other.id
                """,
                ids=ids,
                rows=_ROWS_OF[model],
                own=self.ids,
                model=model,
            )
        )
        for record_id, import_id, number in rows:
            yield record_id, ["file", [import_id, number]]

    @api.model
    def _find_alike(self, kept, undone):
        """Return [(id, effects, import, number, row, its effects)]: applied rows that may have written what a row did.

        ``kept``: {row: {model: ids of its records that matter}}; ``undone``: ids of rows that do not count.
        """
        pairs = [
            SQL(
                "SELECT mine.id AS row, other.id FROM despacho_import_row mine"
                " JOIN despacho_import_row other ON other.partner_id = mine.partner_id WHERE mine.id = ANY(%s)",
                list(kept),
            )
        ]
        for model, rows_of in _ROWS_OF.items():
            asked = [(row, record_id) for row, records in kept.items() for record_id in records.get(model, ())]
            pairs.append(
                SQL(
                    "SELECT asked.row, found.id FROM UNNEST(%s::int[], %s::int[]) AS asked (row, id)"
                    " CROSS JOIN LATERAL (%s) AS found",
                    [row for row, _record_id in asked],
                    [record_id for _row, record_id in asked],
                    rows_of,
                )
            )
        return self.env.execute_query(
            SQL(
                """
                SELECT other.id, other.effects, other.import_id, other.number, mine.id, mine.effects
                  FROM (%s) AS pair (row, id)
                  JOIN despacho_import_row mine ON mine.id = pair.row
                  JOIN despacho_import_row other ON other.id = pair.id
                 WHERE other.id <> ALL(%s) AND other.state = 'applied' AND other.effects IS NOT NULL
                 ORDER BY other.id
                """,
                SQL(" UNION ").join(pairs),
                undone,
            )
        )

    @api.model
    def _hand_down(self, outcomes):
        """Tell the rows that wrote later on a value what was there before: undone in turn, they return that.

        What they wrote stays meanwhile, and is told as theirs.
        """
        kept, named = {outcome.row: outcome for outcome in outcomes if outcome.kept}, {}
        for row_id, outcome in kept.items():
            records = named[row_id] = defaultdict(set)
            for model, record_id, _name in outcome.kept:
                records[model].add(record_id)
        if not kept:
            return
        rows = self._find_alike(named, [outcome.row for outcome in outcomes])
        known, changed = {}, set()
        for row_id, effects, import_id, number, mine_id, mine in rows:
            # What several rows hand down to one is one list.
            touched = undo.hand_down(mine, known.setdefault(row_id, effects))
            if touched:
                changed.add(row_id)
            for one in kept[mine_id].kept:
                if tuple(one) in touched:
                    one += [import_id, number]
        if changed:
            self.env.execute_query(
                SQL(
                    """
                    UPDATE despacho_import_row staged SET effects = new.effects::jsonb
                      FROM UNNEST(%s::int[], %s::text[]) AS new (id, effects)
                     WHERE staged.id = new.id
                 RETURNING staged.id
                    """,
                    list(changed),
                    [_encode(known[row_id]) for row_id in changed],
                )
            )
            self.browse(changed).invalidate_recordset(["effects"], flush=False)
