from odoo import api, models
from odoo.tools import SQL


class DespachoBillingYear(models.Model):
    _inherit = "despacho.billing.year"

    def _add_amount(self, amount, count):
        """Add to what was invoiced; return {field: value} as it was before and as it is now.

        Who wrote it, and when, stays that of the row that said it first: nobody changed what that one said.
        """
        self.ensure_one()
        self.check_access("write")
        names = ["amount", "invoice_count"]
        self.flush_recordset()
        before = self._read_columns(self.ids, names)[self.id]
        self.env.execute_query(
            SQL(
                """
                UPDATE despacho_billing_year
                   SET amount = ROUND(amount + (%s)::numeric, 2), invoice_count = COALESCE(invoice_count, 0) + %s
                 WHERE id = %s
             RETURNING id
                """,
                amount,
                count,
                self.id,
            )
        )
        self.invalidate_recordset(names, flush=False)
        self.modified(names)
        self.partner_id._lifecycle_touch()
        return before, self._read_columns(self.ids, names)[self.id]


class DespachoImportRow(models.Model):
    """An amount that other rows added to goes after what they added."""

    _inherit = "despacho.import.row"

    def _find_hindrances(self, model, ids, own, naming, with_changed):
        found = super()._find_hindrances(model, ids, own, naming, with_changed)
        if model == "despacho.billing.year":
            for record_id, import_id, number in self._find_adders(ids):
                found[record_id].append(["file", [import_id, number]])
        return found

    def _find_adders(self, ids):
        """Return [(amount, import, number)] of other rows that wrote to the amounts ``ids`` later."""
        return self.env.execute_query(
            SQL(
                """
                SELECT line.id, other.import_id, other.number
                  FROM despacho_billing_year line
                  JOIN despacho_import_row other ON other.partner_id = line.partner_id
                 WHERE line.id = ANY(%s) AND other.id <> ALL(%s) AND other.state = 'applied'
                   AND other.effects @> JSONB_BUILD_ARRAY(
                       JSONB_BUILD_ARRAY('write', 'despacho.billing.year', line.id))
                 ORDER BY other.id
                """,
                ids,
                self.ids,
            )
        )

    @api.model
    def _return_values(self, returned):
        result = super()._return_values(returned)
        ids = {one for records in returned for model, one in records if model == "despacho.billing.year"}
        self.env["despacho.billing.year"].browse(ids).exists().partner_id._lifecycle_touch()
        return result
