from odoo import api, fields, models

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
        self.currency_id = euro(self.env)

    @api.depends("partner_id", "year")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.partner_id.display_name} · {line.year}"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(self._clean_values(vals_list))
        lines._size_follow()
        lines.partner_id._figures_follow()
        return lines

    def write(self, vals):
        before = self.partner_id
        result = super().write(*self._clean_values([vals]))
        if not vals.keys().isdisjoint((*FIGURES, "year", "partner_id")):
            self._size_follow()
            (before | self.partner_id)._figures_follow()
        return result

    def unlink(self):
        partners = self.partner_id
        result = super().unlink()
        partners._figures_follow()
        return result

    @api.model
    def _clean_values(self, vals_list):
        """Return ``vals_list`` with the company where a person of it is given: the figures are the company's."""
        given = self.env["res.partner"].browse(vals["partner_id"] for vals in vals_list if vals.get("partner_id"))
        company = {partner.id: partner.commercial_partner_id.id or partner.id for partner in given}
        return [
            {**vals, "partner_id": company[vals["partner_id"]]} if vals.get("partner_id") else vals
            for vals in vals_list
        ]

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
