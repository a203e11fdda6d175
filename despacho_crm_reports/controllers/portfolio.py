import json

from werkzeug.exceptions import BadRequest

from odoo import http
from odoo.exceptions import UserError
from odoo.http import content_disposition, request
from odoo.tools.misc import html_escape

from .file import MIMETYPE


class PortfolioController(http.Controller):
    @http.route("/despacho_crm/portfolio", type="http", auth="user", methods=["POST"])
    def download_portfolio(self, domain="[]", **kwargs):
        """Answer with the spreadsheet of the rows of the portfolio of ``domain``, in JSON."""
        try:
            wanted = json.loads(domain)
        except ValueError as error:
            raise BadRequest from error
        try:
            name, content = request.env["despacho.portfolio.cell"]._get_cube_file(wanted)
        except UserError as error:
            # The form in which the web client turns the failure of a download into a dialog.
            body = {"code": 0, "message": "Odoo Server Error", "data": http.serialize_exception(error)}
            return request.make_response(html_escape(json.dumps(body)), status=400)
        return request.make_response(
            content,
            headers=[
                ("Content-Type", MIMETYPE),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(name)),
            ],
        )
