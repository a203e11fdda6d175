from odoo import http
from odoo.http import content_disposition, request


class MonthController(http.Controller):
    @http.route("/despacho_crm/month/<model('despacho.month'):month>", type="http", auth="user", readonly=True)
    def download_month(self, month):
        """Answer with the PDF of the objectives of a month, for whoever may read them."""
        name, content = month._get_paper()
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(name)),
            ],
        )
