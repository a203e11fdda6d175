from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.portfolio.tiles import COLUMNS, ROWS, TILES

#: What the map shows, {name: aggregate of the cells}.
_SHOWN = {
    "clients": "company_count:sum",
    "revenue": "revenue:sum",
    "growth": "growth:avg",
    "services": "services_per_client:avg",
    "acquired": "acquired_count:sum",
    "lost": "lost_count:sum",
    "churn": "churn:avg",
    "prospects": "company_count:sum",
    "census": "company_count:sum",
}
#: Of whom each figure is: the kinds of the cells, none for all.
_OF = {"clients": ("client",), "prospects": ("prospect",), "census": ("census",)}


class DespachoPortfolioCell(models.Model):
    """The portfolio on the map of the provinces."""

    _inherit = "despacho.portfolio.cell"

    @api.model
    @api.readonly
    def get_map(self, measure="clients", year=None, section_id=None):
        """Return the figures ``measure`` of each province in ``year``, of a sector if one is given."""
        self.check_access("read")
        measure = measure if measure in _SHOWN else "clients"
        years = self._years()
        now = self.env["res.partner"]._lifecycle_today().year
        # Who is no client is known today, and not of earlier years.
        year = year if year in years and measure not in ("prospects", "census") else now
        domain = self._map_domain(measure, year, section_id)
        found = {state.id: value for (state,), value in self._map_figures(domain, measure, ["state_id"]).items()}
        states = self.env.ref("base.es").state_ids
        company = self.env.company
        return {
            "measure": measure,
            "measures": [{"id": name, "name": label} for name, label in self._map_words().items()],
            "year": year,
            "years": years,
            "sections": [
                {"id": section.id, "name": section.name}
                for section in self.env["despacho.cnae"].search([("year", "=", "2025"), ("level", "=", "section")])
            ],
            "section": section_id or False,
            "columns": COLUMNS,
            "rows": ROWS,
            "currency": company.currency_id.id if measure == "revenue" else False,
            "decimals": {"services": 2, "growth": 1, "churn": 1}.get(measure, 0),
            "provinces": [
                {
                    "id": state.id,
                    "code": state.code,
                    "name": state.name,
                    "column": TILES[state.code][0],
                    "row": TILES[state.code][1],
                    "value": round(float(found.get(state.id, 0)), 2),
                }
                for state in states
                if state.code in TILES
            ],
            "elsewhere": self._map_elsewhere(domain, measure, states),
            "made_on": fields.Datetime.to_string(company.portfolio_on) if company.portfolio_on else False,
            "total": self._map_total(domain, measure),
        }

    @api.model
    def _map_words(self):
        return {
            "clients": self.env._("Clients"),
            "revenue": self.env._("Revenue"),
            "growth": self.env._("Growth (%)"),
            "services": self.env._("Services per client"),
            "acquired": self.env._("New clients"),
            "lost": self.env._("Clients lost"),
            "churn": self._fields["churn"]._description_string(self.env),
            "prospects": self.env._("Prospects"),
            "census": self.env._("Market: companies of the census"),
        }

    @api.model
    def _map_domain(self, measure, year, section_id=None):
        domain = Domain("year", "=", year)
        if measure in _OF:
            domain &= Domain("kind", "in", _OF[measure])
        if section_id:
            domain &= Domain("section_id", "=", section_id)
        return domain

    @api.model
    def _map_figures(self, domain, measure, by):
        """Return {group of ``by``: figure}; money of several currencies, in that of the company, as of today."""
        if measure != "revenue":
            return {tuple(key): value or 0 for *key, value in self._read_group(domain, by, [_SHOWN[measure]])}
        figures = defaultdict(float)
        for *key, currency, amount in self._read_group(domain, [*by, "currency_id"], [_SHOWN[measure]]):
            figures[tuple(key)] += self._in_own_currency(currency, amount)
        return figures

    @api.model
    def _in_own_currency(self, currency, amount):
        """Return an amount of a currency in that of the company, as of today."""
        company = self.env.company
        if not currency or not amount:
            return amount or 0
        return currency._convert(amount, company.currency_id, company, self.env["res.partner"]._lifecycle_today())

    @api.model
    def _map_total(self, domain, measure):
        return round(float(self._map_figures(domain, measure, []).get((), 0)), 2)

    @api.model
    def _map_elsewhere(self, domain, measure, states):
        """Return the same of who is in no province of Spain, or nobody knows where."""
        return self._map_total(domain & Domain("state_id", "not in", states.ids), measure)

    @api.model
    def _years(self):
        """Return the years of which there is something, the last first."""
        groups = self._read_group([("kind", "!=", "census")], ["year"])
        now = self.env["res.partner"]._lifecycle_today().year
        return sorted({now, *(year for (year,) in groups)}, reverse=True)

    @api.model
    def action_map(self, measure, year, section_id, state_id):
        """Open the companies of a province, False for those of none."""
        domain = self._map_domain(measure, year, section_id)
        states = self.env.ref("base.es").state_ids
        domain &= Domain("state_id", "=", state_id) if state_id else Domain("state_id", "not in", states.ids)
        name = self.env["res.country.state"].browse(state_id).name if state_id else self.env._("Elsewhere, or unknown")
        field = _SHOWN[measure].partition(":")[0]
        return self.action_companies(list(domain), f"{self._map_words()[measure]} · {name}", field)
