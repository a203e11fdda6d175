from odoo import models
from odoo.tools import format_amount, format_date

from odoo.addons.despacho_crm.tools.sheet import Table

LAST_INVOICES = 8
YEARS = 5


class ReportSheet(models.AbstractModel):
    """What was invoiced to the client, for those who may read invoices."""

    _inherit = "report.despacho_crm_reports.sheet"

    def _get_billing(self, billing):
        _ = self.env._
        headers = [(_("Year"), "start"), (_("Invoices"), "end"), (_("Untaxed amount"), "end"), (_("Total"), "end")]
        return {
            client: Table(
                _("Invoiced by year"),
                headers,
                [
                    (str(year.year), str(year.count), self._money(year.untaxed), self._money(year.total))
                    for year in years[:YEARS]
                ],
            )
            for client, years in billing.items()
        }

    def _get_invoices(self, clients):
        _ = self.env._
        headers = [
            (_("Date"), "whole"),
            (_("Number"), "start"),
            (_("Untaxed amount"), "end"),
            (_("Total"), "end"),
            (_("Payment"), "start"),
        ]
        return {
            client: Table(
                _("Last invoices"),
                headers,
                [
                    (
                        format_date(self.env, move.invoice_date),
                        move.name,
                        self._money(move.amount_untaxed_signed),
                        self._money(move.amount_total_signed),
                        self._get_selection_label(move, "payment_state"),
                    )
                    for move in moves
                ],
            )
            for client, moves in clients._get_last_invoices(LAST_INVOICES).items()
        }

    def _money(self, amount):
        return format_amount(self.env, amount, self.env.company.currency_id)
