from odoo import models


class IrActionsReport(models.Model):
    """Pages that carry their style and pictures inside become PDF on any wkhtmltopdf, Debian's included.

    That one draws no header or footer and takes one document at a time. Nothing is fetched from Odoo while such a
    page is converted, which makes it quick and independent of the address under which Odoo believes it can be reached.
    """

    _inherit = "ir.actions.report"

    def get_paperformat(self):
        paper = self.env.context.get("despacho_paperformat")
        return self.env.ref(paper) if paper else super().get_paperformat()

    def _build_wkhtmltopdf_args(self, *args, **kwargs):
        command_args = super()._build_wkhtmltopdf_args(*args, **kwargs)
        if self.env.context.get("despacho_static_page"):
            # There is no script to wait for: the usual delay would be a second per page.
            command_args += ["--disable-javascript", "--javascript-delay", "0"]
        return command_args
