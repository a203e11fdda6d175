from odoo import api, models
from odoo.tools import SQL


class DespachoPortfolioCell(models.Model):
    """What attending a company costs, as far as it is known: contacts with a result, and hours."""

    _inherit = "despacho.portfolio.cell"

    @api.model
    def _sql_attended(self, company=None):
        """Return (partner_id, year, number) of the contacts with a result, by the people of ``company`` if given."""
        return SQL(
            """
            SELECT activity.partner_id, EXTRACT(YEAR FROM %(day)s)::int AS year, COUNT(*) AS number
              FROM mail_activity activity
              JOIN res_users who ON who.id = activity.user_id
             WHERE activity.active IS FALSE AND activity.result IS NOT NULL AND activity.done_at IS NOT NULL
               AND activity.partner_id IS NOT NULL AND %(whose)s
             GROUP BY 1, 2
            """,
            day=self.env["res.partner"]._lifecycle_day(SQL("activity.done_at")),
            whose=SQL("who.company_id = %s", company.id) if company else SQL("TRUE"),
        )

    @api.model
    def _sql_worked(self, company):
        """Return (partner_id, year, hours) of the time sheets, if the firm has them in Odoo."""
        Line = self.env["account.analytic.line"]
        if "project_id" not in Line._fields:
            return SQL("SELECT 0 AS partner_id, 0 AS year, 0.0 AS hours WHERE FALSE")
        return SQL(
            """
            SELECT partner.commercial_partner_id AS partner_id, EXTRACT(YEAR FROM line.date)::int AS year,
                   SUM(line.unit_amount) AS hours
              FROM account_analytic_line line JOIN res_partner partner ON partner.id = line.partner_id
             WHERE line.project_id IS NOT NULL AND line.company_id = %s
             GROUP BY 1, 2
            """,
            company.id,
        )
