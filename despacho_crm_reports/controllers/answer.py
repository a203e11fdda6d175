import json

from odoo import http
from odoo.exceptions import UserError
from odoo.http import content_disposition, request
from odoo.tools.misc import html_escape

PDF = "application/pdf"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(make, mimetype):
    """Answer with the file that ``make()`` returns as (name, bytes), or with its refusal as the web client shows it."""
    try:
        name, content = make()
    except UserError as error:
        # The form in which the web client turns the failure of a download into a dialog.
        body = {"code": 0, "message": "Odoo Server Error", "data": http.serialize_exception(error)}
        return request.make_response(html_escape(json.dumps(body)), status=400)
    return request.make_response(
        content,
        headers=[
            ("Content-Type", mimetype),
            ("Content-Length", len(content)),
            ("Content-Disposition", content_disposition(name)),
        ],
    )
