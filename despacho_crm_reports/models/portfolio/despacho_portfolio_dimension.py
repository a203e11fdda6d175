from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from .despacho_portfolio_cell import DIMENSIONS


class DespachoPortfolioDimension(models.AbstractModel):
    """What a portfolio is looked at by, in the words of the contacts themselves.

    A segment of the portfolio is a domain over ``res.partner``: what is counted, what opens and what is kept as a
    segment are the same question.
    """

    _name = "despacho.portfolio.dimension"
    _description = "What a portfolio is looked at by"

    @api.model
    def _dimensions(self):
        """Return {dimension: what people call it}."""
        fields = self.env["despacho.portfolio.cell"]._fields
        return {name: fields[name]._description_string(self.env) for name in DIMENSIONS}

    @api.model
    def _dimension_domain(self, dimension, value):
        """Return the domain over contacts of ``value``, an id or a code, of ``dimension``."""
        path = {"section_id": "sector_id.parent_id", "region_id": "state_id.region_id"}.get(dimension, dimension)
        if dimension not in DIMENSIONS or not value:
            return Domain.FALSE
        return Domain(path, "in", [value])

    @api.model
    def _dimension_labels(self, dimension, values):
        """Return {value: what people call it} of some values of ``dimension``, asked together."""
        field = self.env["despacho.portfolio.cell"]._fields[dimension]
        if field.type == "selection":
            words = dict(field._description_selection(self.env))
            return {value: words.get(value, value) for value in values}
        name = "name" if dimension in ("section_id", "sector_id") else "display_name"
        return {record.id: record[name] for record in self.env[field.comodel_name].browse(values)}

    @api.model
    def _terms_labels(self, terms):
        """Return {(dimension, value): what people call it} of ``terms``, those of each dimension asked together."""
        values = defaultdict(set)
        for dimension, value in terms:
            values[dimension].add(value)
        return {
            (dimension, value): label
            for dimension, asked in values.items()
            for value, label in self._dimension_labels(dimension, sorted(asked)).items()
        }

    @api.model
    def _dimension_names(self, terms):
        """Return what people call the crossing ``terms``, [(dimension, value)]."""
        words = self._terms_labels(terms)
        return " · ".join(words[dimension, value] for dimension, value in terms)

    @api.model
    def _terms_domain(self, terms):
        return Domain.AND(self._dimension_domain(*term) for term in terms)

    @api.model
    def _clients_domain(self, company):
        """Return the domain of the clients of ``company``."""
        return self._related_domain(company, ("client",))

    @api.model
    def _related_domain(self, company, kinds):
        own = Domain("company_id", "in", (company.id, False))
        return Domain("lifecycle", "in", kinds) & own & self._shared_domain(company)

    @api.model
    def _shared_domain(self, company):
        """Return the domain that leaves out the contacts of all the companies that only another one invoices.

        As the portfolio does: of those contacts, a company has who bought of it and who bought of nobody. What it
        knows is of the last time that it was made.
        """
        # sudo: how many companies there are is no secret, and no other one sees what it invoices
        if self.env["res.company"].sudo().search_count([], limit=2) < 2:
            return Domain.TRUE
        in_portfolio = Domain("company_id", "=", company.id) | Domain("company_id", "=", False)
        return Domain("company_id", "=", company.id) | Domain("portfolio_cell_ids", "any", in_portfolio)

    @api.model
    def _groups(self, domain, dimension, *others):
        """Return {(value of ``dimension``, other values...): contacts of ``domain``}; who has no value is left out."""
        name = {"section_id": "sector_id", "region_id": "state_id"}.get(dimension, dimension)
        found = {}
        for value, *rest, count in self.env["res.partner"]._read_group(domain, [name, *others], ["__count"]):
            if dimension == "section_id":
                value = value.parent_id
            elif dimension == "region_id":
                value = value.region_id
            key = value.id if isinstance(value, models.BaseModel) else value
            if key:
                key = (key, *(other.id for other in rest))
                found[key] = found.get(key, 0) + count
        return found
