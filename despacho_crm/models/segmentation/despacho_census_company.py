from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.cnae import certain_year, split_cnae
from ...tools.nif import LIKE


class DespachoCensusCompany(models.Model):
    """The companies of the census are found by words of their activity, and say its title."""

    _inherit = "despacho.census.company"

    cnae_id = fields.Many2one(
        "despacho.cnae", string="Official activity", compute="_compute_cnae_id", search="_search_cnae_id"
    )

    @api.depends("cnae", "cnae_year")
    def _compute_cnae_id(self):
        codes = {company.cnae for company in self if company.cnae}
        found = self.env["despacho.cnae"].search([("code", "in", list(codes))])
        by_code = {(one.year, one.code): one for one in found}
        for company in self:
            company.cnae_id = by_code.get((company._get_cnae_year(), company.cnae), False)

    def _get_cnae_year(self):
        """Return the classification of its code, '' when nobody says it and it may be of both."""
        return self.cnae_year or (certain_year(self.cnae) if self.cnae else "")

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
            # Whoever does not say the classification is found by the codes that leave no doubt.
            sure = [code for code in below.mapped("code") if certain_year(code) == year]
            others = sorted(set(below.mapped("code")) - set(sure))
            domains.append(Domain("cnae", "in", sure) & Domain("cnae_year", "in", (year, False)))
            domains.append(Domain("cnae", "in", others) & Domain("cnae_year", "=", year))
        return Domain.OR(domains)
