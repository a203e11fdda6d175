from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .despacho_month_line import KINDS


class DespachoMonthTrend(models.Model):
    """What was aimed at and what was done, month after month, as rows that a chart can draw side by side.

    Nobody aimed at anything before the months were planned here: of those before, the same month of last year is told
    beside, where something is known of it.
    """

    _name = "despacho.month.trend"
    _description = "Objectives month after month"
    _auto = False
    _order = "date desc, kind, measure desc"
    _rec_name = "kind"
    _depends = {
        "despacho.month": ["company_id", "date", "scope", "state", "team_id", "user_id"],
        "despacho.month.line": ["kind", "last_year", "month_id", "result", "target"],
    }

    month_id = fields.Many2one("despacho.month", string="Objectives", readonly=True)
    date = fields.Date(string="Month", readonly=True)
    kind = fields.Selection(KINDS, string="Objective", readonly=True)
    measure = fields.Selection(
        [("target", "Aimed at"), ("done", "Achieved"), ("last_year", "Same month of last year")],
        string="Aimed at or done",
        readonly=True,
    )
    value = fields.Float(string="Amount", digits=(16, 2), readonly=True)
    user_id = fields.Many2one("res.users", string="Person", readonly=True)
    team_id = fields.Many2one("crm.team", string="Team", readonly=True)
    scope = fields.Selection([("person", "A person"), ("team", "A team")], string="Whose", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT line.id::bigint * 3 + part.number AS id, line.month_id, month.date, line.kind, part.measure,
                   CASE part.measure WHEN 'target' THEN line.target WHEN 'done' THEN line.result
                        ELSE line.last_year END AS value,
                   month.user_id, month.team_id, month.scope, month.company_id
              FROM despacho_month_line line
              JOIN despacho_month month ON month.id = line.month_id
              JOIN (VALUES (0, 'target'), (1, 'done'), (2, 'last_year')) AS part (number, measure)
                ON part.measure <> 'last_year' OR line.last_year > 0
            """
        )

    def action_open(self):
        """Open the month, of those whose months one may read."""
        self.ensure_one()
        if not self.month_id.has_access("read"):
            raise UserError(
                self.env._(
                    "What people write in their months is read by themselves, by who leads their team and by whoever "
                    "manages the CRM: you see its figures."
                )
            )
        return self.month_id._open_form()
