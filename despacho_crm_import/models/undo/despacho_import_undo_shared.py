from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

from .despacho_import_undo_facts import LISTS


class DespachoImportRow(models.Model):
    """What was created because nobody had it goes when nobody uses it any more."""

    _inherit = "despacho.import.row"

    @api.model
    def _drop_shared(self, shared):
        """Delete those of ``shared``, [(model, id)], that nobody uses; return the others."""
        left = defaultdict(list)
        for model, record_id in shared:
            if model in self.env:
                left[model].append(record_id)
        going = True
        while going:  # what went may have been the last one that used another
            going = [model for model, ids in left.items() if ids and self._drop_unused(model, ids)]
        return [[model, record_id] for model, ids in left.items() for record_id in ids]

    @api.model
    def _drop_unused(self, model, ids):
        """Delete those of the records ``ids`` that nobody uses; take them out of the list. Return whether any went."""
        records = self.env[model].browse(ids)._filter_existing()
        free = records._filtered_access("unlink")
        barred = records - free
        if model in LISTS and barred:
            barred -= barred.browse(self._find_changed(model, barred.ids))
        else:
            barred = records.browse()
        used = self._find_used(free | barred)
        (free - used).unlink()
        # sudo: a file makes campaigns and labels for whoever imports it without managing their lists; so
        # exactly what the journal says that it made goes with it, when nobody changed it nor uses it.
        (barred - used).sudo().unlink()
        going = (free | barred) - used
        ids[:] = [record_id for record_id in ids if record_id in set((records - going)._ids)]
        return bool(going)

    @api.model
    def _find_used(self, records):
        """Return those of ``records`` that something names."""
        if not records:
            return records
        self.env.flush_all()
        merges = self.env["despacho.merge"]
        named = [
            SQL(
                "EXISTS (SELECT FROM %s AS item WHERE %s)",
                SQL.identifier(column.table),
                merges._names_sql(column, records._name, SQL("asked.id")),
            )
            for column in merges._columns_of(records._name)
            if column.table not in ("ir_model_data", "mail_followers")
        ]
        found = self.env.execute_query(
            SQL(
                "SELECT asked.id FROM UNNEST(%s::int[]) AS asked (id) WHERE FALSE OR %s",
                records.ids,
                SQL(" OR ").join(named) or SQL("FALSE"),
            )
        )
        return records.browse(record_id for (record_id,) in found)
