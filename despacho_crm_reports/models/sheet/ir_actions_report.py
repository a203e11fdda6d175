from lxml import html

from odoo import models

from odoo.addons.despacho_crm.models.document import pdf

SHEET = "despacho_crm_reports.sheet"


class IrActionsReport(models.Model):
    """Each sheet is converted on its own, its foot (whose sheet, which page) is drawn afterwards, and all end up in
    one file in the order of the selection."""

    _inherit = "ir.actions.report"

    def _get_layout(self):
        if self and self[0].report_name == SHEET:
            return self.env.ref("despacho_crm.paper_layout")
        return super()._get_layout()

    def _run_wkhtmltopdf(self, bodies, report_ref=False, header=None, footer=None, **kwargs):
        if not report_ref or self._get_report(report_ref).report_name != SHEET:
            return super()._run_wkhtmltopdf(bodies, report_ref=report_ref, header=header, footer=footer, **kwargs)
        static_page = super(IrActionsReport, self.with_context(despacho_static_page=True))
        position = self.env["despacho.paper"]._get_position
        return pdf.joined(
            pdf.with_foot(
                static_page._run_wkhtmltopdf([body], report_ref=report_ref, **kwargs),
                self._get_sheet_foot(body),
                position,
            )
            for body in bodies
        )

    def _get_sheet_foot(self, body):
        """Return what the template wants at the foot of every page of the sheet."""
        return html.fromstring(body).find_class("article")[0].get("data-foot", "")
