from odoo import fields, models
from odoo.tools import SQL

from .despacho_month_line import KINDS


class DespachoMonthTrend(models.Model):
    """What was aimed at and what was done, month after month, as two rows that a chart can draw side by side."""

    _name = "despacho.month.trend"
    _description = "Objectives month after month"
    _auto = False
    _order = "date desc, kind, measure desc"
    _rec_name = "kind"
    _depends = {
        "despacho.month": ["company_id", "date", "scope", "state", "team_id", "user_id"],
        "despacho.month.line": ["kind", "month_id", "result", "target"],
    }

    month_id = fields.Many2one("despacho.month", string="Objectives", readonly=True)
    date = fields.Date(string="Month", readonly=True)
    kind = fields.Selection(KINDS, string="Objective", readonly=True)
    measure = fields.Selection([("target", "Aimed at"), ("done", "Done")], string="Aimed at or done", readonly=True)
    value = fields.Float(string="Amount", digits=(16, 2), readonly=True)
    user_id = fields.Many2one("res.users", string="Person", readonly=True)
    team_id = fields.Many2one("crm.team", string="Team", readonly=True)
    scope = fields.Selection([("person", "A person"), ("team", "A team")], string="Whose", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT line.id * 2 + part.number AS id, line.month_id, month.date, line.kind, part.measure,
                   CASE part.number WHEN 0 THEN line.target ELSE line.result END AS value,
                   month.user_id, month.team_id, month.scope, month.company_id
              FROM despacho_month_line line
              JOIN despacho_month month ON month.id = line.month_id
             CROSS JOIN (VALUES (0, 'target'), (1, 'done')) AS part (number, measure)
            """
        )
