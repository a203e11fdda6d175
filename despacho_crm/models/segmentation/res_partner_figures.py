from odoo import fields, models

from ..lifecycle.estimate import Estimate
from .despacho_company_year import SIZES
from .shared import OWN, KnownInteger


class ResPartner(models.Model):
    """How large a company is: what is known of each year, and of the last one that is known."""

    _inherit = "res.partner"

    company_year_ids = fields.One2many(
        "despacho.company.year", "partner_id", string="Figures by year", groups=OWN["groups"]
    )
    figures_year = fields.Integer(
        string="Year of the figures", aggregator=None, help="The last year of which something is known.", **OWN
    )
    employees = KnownInteger(
        aggregator="avg", help="In the last year known. Empty when it is not known: zero is without employees.", **OWN
    )
    turnover = Estimate(currency_field="figures_currency_id", help="In the last year known.", **OWN)
    balance = Estimate(
        string="Total assets", currency_field="figures_currency_id", help="In the last year known.", **OWN
    )
    profit = Estimate(string="Result", currency_field="figures_currency_id", help="In the last year known.", **OWN)
    size_class = fields.Selection(
        SIZES,
        string="Size",
        readonly=True,
        help="By the European recommendation: fewer than 10, 50 or 250 employees and up to 2, 10 or 50 million euros. "
        "A company changes size when it leaves its limits in two years running.",
        **OWN,
    )
    figures_currency_id = fields.Many2one("res.currency", compute="_compute_figures_currency_id")

    def _compute_figures_currency_id(self):
        self.figures_currency_id = self.env.ref("base.EUR")
