from odoo import api, fields, models
from odoo.fields import Domain

from ..planning.despacho_month_line import KINDS, MONEY


class DespachoDashboard(models.AbstractModel):
    """What these people set out to do in the months of the period, and what was done of it."""

    _inherit = "despacho.dashboard"

    @api.model
    def _get_parts(self, scope):
        return {**super()._get_parts(scope), "objectives": self._part_objectives(scope)}

    @api.model
    def _part_objectives(self, scope):
        """Add up the months of the people: those of the teams are the same ones again."""
        trend = self.env["despacho.month.trend"]
        domain = (
            Domain("company_id", "=", scope.company.id)
            & Domain("scope", "=", "person")
            & Domain("measure", "in", ("target", "done"))
            & Domain("date", ">=", fields.Date.to_string(scope.first))
            & Domain("date", "<=", fields.Date.to_string(scope.last))
            & scope.worked_by("user_id", "team_id")
        )
        values = {
            (kind, measure): value
            for kind, measure, value in trend._read_group(domain, ["kind", "measure"], ["value:sum"])
        }
        labels = dict(trend._fields["kind"]._description_selection(self.env))
        rows = [
            {
                "id": kind,
                "name": labels[kind],
                "money": kind in MONEY,
                "target": values[kind, "target"] or 0,
                "done": values.get((kind, "done")) or 0,
                "open": self._opens(labels[kind], trend._name, domain & Domain("kind", "=", kind)),
            }
            for kind, _label in KINDS
            if values.get((kind, "target")) or values.get((kind, "done"))
        ]
        for row in rows:
            row["percent"] = round(100 * row["done"] / row["target"]) if row["target"] else None
        return rows
