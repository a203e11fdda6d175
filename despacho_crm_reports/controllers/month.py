from odoo import http

from .answer import PDF, download


class MonthController(http.Controller):
    @http.route("/despacho_crm/month/<model('despacho.month'):month>", type="http", auth="user", readonly=True)
    def download_month(self, month):
        """Answer with the PDF of the objectives of a month, for whoever may read them."""
        return download(month._get_paper, PDF)
