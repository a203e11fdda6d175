from odoo import api, fields, models
from odoo.fields import Domain


class DespachoPortfolioCell(models.Model):
    """Each figure opens the companies that it counts."""

    _inherit = "despacho.portfolio.cell"

    @api.model
    def action_companies(self, domain, name=""):
        """Open the companies of the rows of ``domain``: contacts or, where there are none, those of the census."""
        domain = Domain(domain)
        if self.search_count(domain & Domain("partner_id", "!=", False), limit=1):
            action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_segment_file")
            action["domain"] = [("portfolio_cell_ids", "any", list(domain))]
            action["context"] = {"active_test": False}
        else:
            action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_census_companies")
            action["domain"] = list(self._census_domain(domain))
            action["context"] = {}
        action["name"] = action["display_name"] = name or self.env._("Companies of the portfolio")
        return action

    def action_open_partner(self):
        """Open the sheet."""
        self.ensure_one()
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
