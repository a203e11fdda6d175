from odoo import api, fields, models
from odoo.tools import SQL

#: What is counted: whoever has several rows, one for each service or year, is one company.
_COMPANIES = "COUNT(DISTINCT %(t)s.partner_id)"
_CLIENTS = f"{_COMPANIES} FILTER (WHERE %(t)s.bought)"
#: Of rates, which are of each firm and year: who came back and went again was lost twice among those who could go.
_TIMES = "COUNT(DISTINCT (%(t)s.partner_id, %(t)s.company_id, %(t)s.year))"
_MEASURES = {
    "company_count:sum": f"{_COMPANIES} + COALESCE(SUM(%(t)s.census_count), 0)",
    "client_count:sum": _CLIENTS,
    "acquired_count:sum": f"{_COMPANIES} FILTER (WHERE %(t)s.acquired)",
    "lost_count:sum": f"{_COMPANIES} FILTER (WHERE %(t)s.lost)",
    "services_per_client:avg": (
        "(COUNT(DISTINCT (%(t)s.partner_id, %(t)s.service_line_id)) FILTER (WHERE %(t)s.served))::float"
        f" / NULLIF({_CLIENTS}, 0)"
    ),
    "revenue_per_client:avg": f"(SUM(%(t)s.revenue) / NULLIF({_CLIENTS}, 0))::float",
    "growth:avg": (
        # Not of the first year that is known, whose year before is not; nor over less than nothing.
        "(100 * (SUM(%(t)s.revenue) FILTER (WHERE %(t)s.revenue_before IS NOT NULL) - SUM(%(t)s.revenue_before))"
        " / NULLIF(GREATEST(SUM(%(t)s.revenue_before), 0), 0))::float"
    ),
    "churn:avg": (
        f"100.0 * {_TIMES} FILTER (WHERE %(t)s.lost) / NULLIF({_TIMES} FILTER (WHERE %(t)s.bought_before), 0)"
    ),
}


class DespachoPortfolioCell(models.Model):
    """What is counted of a portfolio, right in whatever way its rows are grouped.

    A client of two services has two rows of each year, and is one client in the total: these are counted by the
    database for each group, and never added up from smaller ones.
    """

    _inherit = "despacho.portfolio.cell"

    company_count = fields.Integer(string="Companies", compute="_compute_measures", aggregator="sum")
    client_count = fields.Integer(
        string="Clients who bought", compute="_compute_measures", aggregator="sum", help="In the year."
    )
    acquired_count = fields.Integer(
        string="New clients",
        compute="_compute_measures",
        aggregator="sum",
        help="Who bought for the first time. "
        "Not told of the first year whose invoices are known, in which all would be.",
    )
    lost_count = fields.Integer(
        string="Clients lost",
        compute="_compute_measures",
        aggregator="sum",
        help="Who had bought the year before, and no more. Of this year, who is a former client by now. "
        "Who left a service and keeps another one is not lost.",
    )
    services_per_client = fields.Float(
        string="Services per client", compute="_compute_measures", aggregator="avg", digits=(12, 2)
    )
    revenue_per_client = fields.Float(
        string="Revenue per client", compute="_compute_measures", aggregator="avg", digits=(12, 2)
    )
    growth = fields.Float(
        string="Growth (%)",
        compute="_compute_measures",
        aggregator="avg",
        digits=(12, 1),
        help="Of the revenue, over the year before.",
    )
    churn = fields.Float(
        string="Clients lost (%)",
        compute="_compute_measures",
        aggregator="avg",
        digits=(12, 1),
        help="Of every hundred who bought the year before.",
    )

    @api.depends("partner_id", "census_count", "bought", "acquired", "lost", "served", "revenue", "revenue_before")
    def _compute_measures(self):
        for cell in self:
            cell.company_count = 1 if cell.partner_id else cell.census_count
            cell.client_count = int(cell.bought)
            cell.acquired_count = int(cell.acquired)
            cell.lost_count = int(cell.lost)
            cell.services_per_client = int(cell.served)
            cell.revenue_per_client = cell.revenue
            before = cell.revenue_before
            cell.growth = 100 * (cell.revenue - before) / before if before > 0 else 0.0
            cell.churn = 100.0 * cell.lost

    def _read_group_select(self, aggregate_spec, query):
        if counted := _MEASURES.get(aggregate_spec):
            self._check_field_access(self._fields[aggregate_spec.partition(":")[0]], "read")
            return SQL(counted, t=SQL.identifier(self._table))
        return super()._read_group_select(aggregate_spec, query)
