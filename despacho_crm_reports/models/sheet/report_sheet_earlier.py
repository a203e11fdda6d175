from odoo import models
from odoo.tools import format_amount

from odoo.addons.despacho_crm.tools.sheet import Table


class ReportSheet(models.AbstractModel):
    """What other programs invoiced to the client, year by year."""

    _inherit = "report.despacho_crm_reports.sheet"

    def _get_label(self, client, billing):
        # Whoever bought with the program that the firm had is a client.
        if any(line.amount > 0 for line in client.billing_year_ids):
            return self.env._("Client sheet")
        return super()._get_label(client, billing)

    def _get_sections(self, clients, billing):
        *sections, notes = super()._get_sections(clients, billing)
        return [*sections, self._get_earlier_billing(clients), notes]

    def _get_earlier_billing(self, clients):
        _ = self.env._
        headers = [(_("Year"), "start"), (_("Service line"), "start"), (_("Program"), "start"), (_("Amount"), "end")]
        return {
            client.id: Table(
                _("Earlier billing"),
                headers,
                [
                    (
                        str(line.year),
                        line.service_line_id.name or "",
                        line.source or "",
                        format_amount(self.env, line.amount, line.currency_id),
                    )
                    for line in client.billing_year_ids.sorted(lambda line: (-line.year, -line.amount))
                ],
            )
            for client in clients
            if client.billing_year_ids
        }
