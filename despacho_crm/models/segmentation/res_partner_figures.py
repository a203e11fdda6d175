from odoo import api, fields, models

from ...tools import company_size
from ..lifecycle.estimate import Estimate, KnownInteger
from .despacho_company_year import FIGURES, SIZES
from .shared import OWN, euro, known, write_grouped

#: Years that fit in the drawing of the sheet.
_SHOWN_YEARS = 8


class ResPartner(models.Model):
    """How large a company is: what is known of each year, and of the last one that is known.

    The truth are the years (``despacho.company.year``). Whoever writes figures on the company itself writes
    them in a year: the one that he says (``figures_year``), or the last one that has ended.
    """

    _inherit = "res.partner"

    company_year_ids = fields.One2many(
        "despacho.company.year", "partner_id", string="Figures by year", groups=OWN["groups"]
    )
    figures_year = fields.Integer(
        string="Year of the figures", aggregator=None, help="The last year of which something is known.", **OWN
    )
    employees = KnownInteger(
        string="Number of employees",  # «Employees» is what Odoo's own call those of the contact itself
        aggregator="avg",
        help="In the last year known. Empty when it is not known: zero is without employees.",
        **OWN,
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
    figures_chart = fields.Json(string="Evolution", compute="_compute_figures_chart", groups=OWN["groups"])
    figures_currency_id = fields.Many2one("res.currency", compute="_compute_figures_currency_id")
    figures_note = fields.Char(compute="_compute_figures_note", groups=OWN["groups"])

    def _compute_figures_currency_id(self):
        self.figures_currency_id = euro(self.env)

    @api.depends("company_year_ids.employees", "company_year_ids.turnover", "company_year_ids.profit")
    def _compute_figures_chart(self):
        for partner in self:
            partner.figures_chart = [
                {
                    "year": line.year,
                    "employees": known(line.employees),
                    "turnover": line.turnover or None,
                    "profit": line.profit or None,
                }
                for line in partner.company_year_ids.sorted("year")[-_SHOWN_YEARS:]
            ]

    @api.depends("figures_year", *(f"company_year_ids.{name}" for name in FIGURES), "company_year_ids.year")
    @api.depends_context("lang")
    def _compute_figures_note(self):
        """Say which of the figures are of an earlier year than the last one known."""
        labels = {name: self._fields[name]._description_string(self.env) for name in FIGURES}
        for partner in self:
            years = partner.company_year_ids.sorted("year", reverse=True)
            last = {name: years.filtered(lambda line, name=name: line._knows(name))[:1].year for name in FIGURES}
            partner.figures_note = ". ".join(
                self.env._("%(figure)s: of %(year)s", figure=labels[name], year=year)
                for name, year in last.items()
                if year and year != partner.figures_year
            )

    def _figures_follow(self):
        """Write on each company what is known of it last, and its size by what is known of all its years."""
        # sudo: a company has one size, whoever wrote the figures of a year.
        companies, all_years = self.sudo(), self.env["despacho.company.year"].sudo()
        lines = all_years.search([("partner_id", "in", self.ids)])
        by_company = lines.grouped("partner_id")
        changes = {}
        for company in companies:
            years = by_company.get(company, lines.browse()).sorted("year", reverse=True)
            values = {"figures_year": years[:1].year}
            for name in FIGURES:
                unknown = self._fields[name].convert_to_record(None, company)
                values[name] = next((line[name] for line in years if line._knows(name)), unknown)
            amounts = {line.year: line._amounts() for line in years}
            values["size_class"] = company_size.size_over_years(amounts) or False
            # Zero is one thing and not known another, though Python holds 0 == False.
            changes[company] = {name: value for name, value in values.items() if repr(company[name]) != repr(value)}
        write_grouped(changes)

    @api.model
    def _figures_note(self, said):
        """Write in their years the figures of ``said``, {contact: what somebody wrote on the company itself}."""
        Year = self.env["despacho.company.year"]
        last = fields.Date.context_today(self).year - 1
        companies = self.browse().union(*said).commercial_partner_id
        lines = {(line.partner_id, line.year): line for line in Year.search([("partner_id", "in", companies.ids)])}
        new = []
        for partner, vals in said.items():
            company = partner.commercial_partner_id
            figures = {name: vals[name] for name in FIGURES if name in vals}
            year = vals.get("figures_year") or max(last, company.figures_year)
            if (company, year) in lines:
                lines[company, year].write(figures)
            elif any(figures.values()) or known(figures.get("employees", False)) == 0:
                new.append({"partner_id": company.id, "year": year, **figures})
        Year.create(new)

    @api.model
    def _figures_join(self, said):
        """Who becomes part of a company brings what is known of its years, where the company knows nothing."""
        joined = self.browse().union(*(partner for partner, vals in said.items() if vals.get("parent_id")))
        lines = self.env["despacho.company.year"].search([("partner_id", "in", joined.ids)]) if joined else ()
        for line in lines:
            company = line.partner_id.commercial_partner_id
            if company != line.partner_id and line.year not in company.company_year_ids.mapped("year"):
                line.partner_id = company
