from odoo import models
from odoo.tools import format_amount

from odoo.addons.despacho_crm.tools.sheet import Facts, Table

YEARS = 5


class ReportSheet(models.AbstractModel):
    """What the client does, how large it is and how it evolves, and what it buys from the firm."""

    _inherit = "report.despacho_crm_reports.sheet"

    def _get_sections(self, clients, billing):
        sections = super()._get_sections(clients, billing)
        return [{client.id: self._get_company(client) for client in clients}, self._get_figures(clients), *sections]

    def _get_company(self, client):
        _ = self.env._
        pairs = [
            (self._get_field_label(client, name), client[name].display_name)
            for name in ("cnae_id", "cnae_2009_id", "sector_id", "municipality_id", "region_id")
        ]
        pairs.append((self._get_field_label(client, "cnae_other_ids"), "\n".join(client.cnae_other_ids.mapped("name"))))
        pairs.append((self._get_field_label(client, "size_class"), self._get_selection_label(client, "size_class")))
        pairs += [
            (self._get_field_label(client, name), str(client[name]) if client[name] else "")
            for name in ("establishment_count", "franchise_count")
        ]
        pairs.append((self._get_field_label(client, "is_franchise"), client.is_franchise and _("Yes")))
        pairs.append(
            (self._get_field_label(client, "services_used_ids"), ", ".join(client.services_used_ids.mapped("name")))
        )
        return Facts(_("Company"), pairs)

    def _get_figures(self, clients):
        _ = self.env._
        lines = self.env["despacho.company.year"].search([("partner_id", "in", clients.ids)], order="year desc, id")
        names = ("employees", "turnover", "balance", "profit")
        headers = [(_("Year"), "start"), *((self._get_field_label(lines, name), "end") for name in names)]
        return {
            partner.id: Table(
                _("Size by year"), headers, [self._get_figures_row(line, names) for line in found[:YEARS]]
            )
            for partner, found in lines.grouped("partner_id").items()
        }

    def _get_figures_row(self, line, names):
        people, *amounts = (line[name] for name in names)
        money = [format_amount(self.env, amount, line.currency_id) if amount else "" for amount in amounts]
        return (str(line.year), "" if people is False else str(people), *money)
