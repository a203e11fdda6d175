from odoo import fields, models

from ...tools import company_size
from ..lifecycle.estimate import Estimate, KnownInteger
from .shared import euro, known, write_grouped

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
    _inherit = ["despacho.partner.year"]
    _order = "year desc, id"

    partner_id = fields.Many2one(string="Company")
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
        self.currency_id = euro(self.env)

    def _changed(self, partners, names=None):
        if names is None or not names.isdisjoint((*FIGURES, "year", "partner_id")):
            self._size_follow()
            partners._figures_follow()
        return super()._changed(partners, names)

    def _size_follow(self):
        """Write the size of each year."""
        sizes = {line: company_size.size_class(*line._amounts()) or False for line in self}
        write_grouped({line: {"size_class": size} for line, size in sizes.items() if line.size_class != size})

    def _amounts(self):
        """Return (employees, turnover, balance), None for what is not known."""
        self.ensure_one()
        return known(self.employees), self.turnover or None, self.balance or None

    def _knows(self, name):
        """Whether the figure ``name`` of the year is known."""
        value = self[name]
        return value is not False and (name == "employees" or bool(value))
