from odoo import http

from .answer import PDF, download


class GrowthController(http.Controller):
    @http.route("/despacho_crm/growth/<model('despacho.growth.plan'):plan>", type="http", auth="user", readonly=True)
    def download_plan(self, plan):
        """Answer with the PDF of a growth plan, for whoever may read it."""
        return download(plan._get_paper, PDF)
