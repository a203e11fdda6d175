from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.cnae import split_cnae
from ...tools.nif import LIKE


class DespachoCensusCompany(models.Model):
    """The companies of the census are found by words of their activity, and say its title."""

    _inherit = "despacho.census.company"

    cnae_id = fields.Many2one(
        "despacho.cnae", string="Official activity", compute="_compute_cnae_id", search="_search_cnae_id"
    )

    @api.depends("cnae", "cnae_year")
    def _compute_cnae_id(self):
        codes = {(company.cnae_year or "2025", company.cnae) for company in self if company.cnae}
        found = self.env["despacho.cnae"].search([("code", "in", [code for _year, code in codes])])
        by_code = {(one.year, one.code): one for one in found}
        for company in self:
            company.cnae_id = by_code.get((company.cnae_year or "2025", company.cnae), False)

    @api.model
    def _search_cnae_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = self.env["despacho.cnae"].browse(one for one in value if one)
        none = Domain("cnae", "=", False) if False in value else Domain.FALSE
        return none | self._of_activities(found)

    @api.model
    def _search_search_cnae(self, operator, value):
        """Find by the code, or by words of the title («peluquería»), in both classifications."""
        if operator not in LIKE or not isinstance(value, str) or split_cnae(value.strip("% ")).code:
            return super()._search_search_cnae(operator, value)
        words = self.env["despacho.cnae"]._words_domain(value.strip("% "))
        return self._of_activities(self.env["despacho.cnae"].search(words))

    @api.model
    def _of_activities(self, found):
        """Return the domain of the companies of the activities ``found`` and of those below them."""
        domains = []
        for year, activities in found.grouped("year").items():
            # A section is a letter, which no company has: its divisions.
            below = self.env["despacho.cnae"].search(
                [("id", "child_of", activities.ids), ("year", "=", year), ("level", "!=", "section")]
            )
            domains.append(Domain("cnae", "in", below.mapped("code")) & Domain("cnae_year", "=", year))
        return Domain.OR(domains)
