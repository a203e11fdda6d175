from odoo import api, fields, models
from odoo.fields import Domain

from .despacho_portfolio_cell import DIMENSIONS

_BOUGHT = Domain("bought", "=", True)
_LOST = Domain("lost", "=", True)
_REVENUE = Domain("revenue", "!=", 0)
_BEFORE = Domain("revenue_before", "!=", 0)
#: Whom each measure is of, {measure: domain of the rows that it counts}; any other one counts them all.
_COUNTS = {
    "client_count": _BOUGHT,
    "services_per_client": _BOUGHT,
    "revenue_per_client": _BOUGHT,
    "acquired_count": Domain("acquired", "=", True),
    "lost_count": _LOST,
    "churn": _LOST,
    "revenue": _REVENUE,
    "revenue_before": _BEFORE,
    "growth": _REVENUE | _BEFORE,
    "contacts": Domain("contacts", "!=", 0),
    "hours": Domain("hours", "!=", 0),
}


class DespachoPortfolioCell(models.Model):
    """Each figure opens the companies that it counts."""

    _inherit = "despacho.portfolio.cell"

    @api.model
    def action_companies(self, domain, name="", measure=""):
        """Open the companies that ``measure`` counts in the rows of ``domain``: contacts or, if none, of the census.

        A list is of the ones or of the others: of a figure that counts both, its title tells how many are not in it.
        """
        domain = Domain(domain) & _COUNTS.get(measure, Domain.TRUE)
        name = name or self.env._("Companies of the portfolio")
        market = domain & Domain("kind", "=", "census")
        [(companies,)] = self._read_group(market, [], ["company_count:sum"])
        if companies and not self.search_count(domain & Domain("partner_id", "!=", False), limit=1):
            action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_census_companies")
            action["domain"] = list(self._census_domain(domain))
            action["context"] = {}
        else:
            action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_segment_file")
            action["domain"] = [("portfolio_cell_ids", "any", list(domain))]
            action["context"] = {"active_test": False}
            if companies:
                name = self.env._("%(name)s, and %(count)s of the market", name=name, count=companies)
        action["name"] = action["display_name"] = name
        # What it says of an empty list is of a segment, or of the census.
        action.pop("help", None)
        return action

    def action_open_partner(self):
        """Open the sheet or, of a row of the market, its companies."""
        self.ensure_one()
        if not self.partner_id:
            known = Domain("kind", "=", "census")
            for name in (*DIMENSIONS, "company_id"):
                known &= Domain(name, "=", self[name].id if self._fields[name].relational else self[name])
            return self.action_companies(known)
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "views": [(False, "form")],
        }


class ResPartner(models.Model):
    _inherit = "res.partner"

    portfolio_cell_ids = fields.One2many(
        "despacho.portfolio.cell",
        "partner_id",
        string="In the portfolio",
        readonly=True,
        copy=False,
        groups="despacho_crm_reports.group_analysis",
    )
