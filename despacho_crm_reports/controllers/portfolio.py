import json

from werkzeug.exceptions import BadRequest

from odoo import http
from odoo.http import request

from .answer import SPREADSHEET, download


class PortfolioController(http.Controller):
    @http.route("/despacho_crm/portfolio", type="http", auth="user", methods=["POST"])
    def download_portfolio(self, domain="[]", **kwargs):
        """Answer with the spreadsheet of the rows of the portfolio of ``domain``, in JSON."""
        try:
            wanted = json.loads(domain)
        except ValueError as error:
            raise BadRequest from error
        cells = request.env["despacho.portfolio.cell"]
        return download(lambda: cells._get_cube_file(wanted), SPREADSHEET)
