from odoo import api, fields, models
from odoo.tools import format_date
from odoo.tools.image import image_data_uri

from . import pdf

PAPER = "despacho_crm.paperformat_paper"


class DespachoPaper(models.AbstractModel):
    """What the firm prints on its own account, drawn by code and not from the Print menu."""

    _name = "despacho.paper"
    _description = "Paper of the firm"

    @api.model
    def _print(self, sheet, company):
        """Return the PDF of a :class:`~...tools.sheet.Sheet` under the heading of ``company``, its pages numbered."""
        html = self.env["ir.qweb"]._render(
            "despacho_crm.paper",
            {
                "sheet": sheet,
                "firm": company,
                "logo": self._get_logo(company),
                "printed_on": format_date(self.env, fields.Date.context_today(self)),
            },
        )
        foot = " · ".join((company.name, sheet.label, sheet.name))
        return pdf.with_foot(self._convert(html, PAPER), foot, self._get_position)

    @api.model
    def _convert(self, html, paperformat):
        """Return the PDF of a page that is whole in itself."""
        # sudo: the format of the paper is no secret, and reports are read by those who configure them
        report = self.env["ir.actions.report"].sudo()
        report = report.with_context(despacho_static_page=True, despacho_paperformat=paperformat)
        return report._run_wkhtmltopdf([str(html)])

    @api.model
    def _get_logo(self, company):
        return "" if company.uses_default_logo or not company.logo else image_data_uri(company.logo)

    @api.model
    def _get_position(self, page, pages):
        return self.env._("Page %(page)s of %(pages)s", page=page, pages=pages)
