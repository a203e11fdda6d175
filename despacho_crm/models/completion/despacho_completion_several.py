from odoo import api, fields, models
from odoo.tools import SQL


class DespachoCompletion(models.Model):
    """Where two NIFs are certain for one contact or lead, none is: a person has to choose."""

    _inherit = "despacho.completion"

    has_rivals = fields.Boolean(string="Another NIF is as certain", readonly=True)

    @property
    def _table_query(self):
        columns = [name for name, field in self._fields.items() if field.store and field.column_type]
        columns = [SQL.identifier(name) for name in columns if name not in ("band", "has_rivals")]
        return SQL(
            """
            SELECT %(columns)s, has_rivals,
                   CASE WHEN has_rivals AND band = 'certain' THEN 'review' ELSE band END AS band
              FROM (SELECT *, COALESCE(MIN(nif) FILTER (WHERE band = 'certain') OVER needy
                                       <> MAX(nif) FILTER (WHERE band = 'certain') OVER needy, FALSE) AS has_rivals
                      FROM (%(rows)s) every_row
                    WINDOW needy AS (PARTITION BY partner_id, lead_id)) compared
            """,
            columns=SQL(", ").join(columns),
            rows=super()._table_query,
        )

    @api.depends("has_rivals")
    def _compute_doubt(self):
        result = super()._compute_doubt()
        for row in self.filtered("has_rivals"):
            row.doubt = self.env._("Two NIFs fit it equally well: a person has to choose.")
        return result
