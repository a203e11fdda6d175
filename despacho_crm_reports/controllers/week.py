from odoo import http

from .answer import PDF, download


class WeekController(http.Controller):
    @http.route("/despacho_crm/week/<model('despacho.week'):week>", type="http", auth="user", readonly=True)
    def download_week(self, week):
        """Answer with the PDF of the week of a person, for whoever may read it."""
        return download(week._get_paper, PDF)
