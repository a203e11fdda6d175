import io
from textwrap import shorten

from lxml import html
from reportlab.pdfgen import canvas

from odoo import models
from odoo.tools.pdf import PdfFileReader, PdfFileWriter

SHEET = "despacho_crm_reports.sheet"
FOOT_MARGIN = 40  # points from the left and right edges, those of the paper format
FOOT_HEIGHT = 24  # points above the lower edge
FOOT_LENGTH = 110  # characters that leave room for the number of the page


class IrActionsReport(models.Model):
    """How sheets become PDF on any wkhtmltopdf, the unpatched one of Debian included.

    That one draws no header or footer and takes one document at a time. So each sheet is converted on its own, its
    foot (whose sheet, which page) is drawn afterwards, and all end up in one file in the order of the selection.
    The page carries its style and logo inside: nothing is fetched from Odoo while it is converted, which makes it
    quick and independent of the address under which Odoo believes it can be reached.
    """

    _inherit = "ir.actions.report"

    def _get_layout(self):
        if self and self[0].report_name == SHEET:
            return self.env.ref("despacho_crm_reports.sheet_layout")
        return super()._get_layout()

    def _build_wkhtmltopdf_args(self, *args, **kwargs):
        command_args = super()._build_wkhtmltopdf_args(*args, **kwargs)
        if self.env.context.get("despacho_static_page"):
            # There is no script to wait for: the usual delay would be a second per sheet.
            command_args += ["--disable-javascript", "--javascript-delay", "0"]
        return command_args

    def _run_wkhtmltopdf(self, bodies, report_ref=False, header=None, footer=None, **kwargs):
        if not report_ref or self._get_report(report_ref).report_name != SHEET:
            return super()._run_wkhtmltopdf(bodies, report_ref=report_ref, header=header, footer=footer, **kwargs)
        static_page = self.with_context(despacho_static_page=True)
        writer = PdfFileWriter()
        for body in bodies:
            content = super(IrActionsReport, static_page)._run_wkhtmltopdf([body], report_ref=report_ref, **kwargs)
            self._add_sheet_pages(writer, content, self._get_sheet_foot(body))
        merged = io.BytesIO()
        writer.write(merged)
        return merged.getvalue()

    def _get_sheet_foot(self, body):
        """Return what the template wants at the foot of every page of the sheet."""
        return html.fromstring(body).find_class("article")[0].get("data-foot", "")

    def _add_sheet_pages(self, writer, content, foot):
        """Add the pages of one sheet to ``writer``, each with ``foot`` and its number."""
        # The standard fonts of PDF know the western alphabet only.
        foot = shorten(foot.encode("cp1252", "ignore").decode("cp1252"), FOOT_LENGTH, placeholder="…")
        sheet = PdfFileReader(io.BytesIO(content), strict=False)
        count = sheet.getNumPages()
        feet = io.BytesIO()
        drawing = canvas.Canvas(feet)
        for number in range(count):
            box = sheet.getPage(number).mediaBox
            width = float(box.getWidth())
            drawing.setPageSize((width, float(box.getHeight())))
            drawing.setFont("Helvetica", 7.5)
            drawing.setFillGray(0.45)
            drawing.drawString(FOOT_MARGIN, FOOT_HEIGHT, foot)
            position = self.env._("Page %(page)s of %(pages)s", page=number + 1, pages=count)
            drawing.drawRightString(width - FOOT_MARGIN, FOOT_HEIGHT, position)
            drawing.showPage()
        drawing.save()
        stamps = PdfFileReader(feet, strict=False)
        for number in range(count):
            writer.addPage(sheet.getPage(number))
            writer.getPage(writer.getNumPages() - 1).mergePage(stamps.getPage(number))
