from odoo import api, fields, models

from ..lifecycle.estimate import Estimate
from .shared import KnownInteger

#: What is known of a year.
FIGURES = ("employees", "turnover", "balance", "profit")
SIZES = [
    ("micro", "Micro (fewer than 10)"),
    ("small", "Small (10 to 49)"),
    ("medium", "Medium (50 to 249)"),
    ("large", "Large (250 or more)"),
]


class DespachoCompanyYear(models.Model):
    """The size of a company in a year: its people and its accounts."""

    _name = "despacho.company.year"
    _description = "Figures of a Company in a Year"
    _order = "year desc, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", string="Company", required=True, index=True, ondelete="cascade")
    year = fields.Integer(required=True, aggregator=None)
    employees = KnownInteger(help="Empty when it is not known: zero is a company without employees.")
    turnover = Estimate(currency_field="currency_id", help="What it sold in the year, without VAT.")
    balance = Estimate(string="Total assets", currency_field="currency_id", help="The total of its balance sheet.")
    profit = Estimate(string="Result", currency_field="currency_id", help="What it earned, or lost.")
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    size_class = fields.Selection(
        SIZES,
        string="Size",
        readonly=True,
        help="Of the year's figures alone, by the European recommendation.",
    )
    source = fields.Char(help="Where the figures come from: the client, a list, the registry...")

    _one_per_year = models.UniqueIndex(
        "(partner_id, year)", "There are figures of that company and year already: correct those."
    )
    _year_makes_sense = models.Constraint("CHECK (year BETWEEN 1900 AND 2100)", "That is no year.")

    def _compute_currency_id(self):
        self.currency_id = self.env.ref("base.EUR")

    @api.depends("partner_id", "year")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.partner_id.display_name} · {line.year}"
