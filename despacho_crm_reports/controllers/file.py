import json

from werkzeug.exceptions import BadRequest

from odoo import http
from odoo.exceptions import UserError
from odoo.http import content_disposition, request
from odoo.tools.misc import html_escape

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileController(http.Controller):
    @http.route("/despacho_crm/file", type="http", auth="user", methods=["POST"])
    def download_file(self, model, ids, **kwargs):
        """Answer with the file of the records ``ids`` (a JSON list) of ``model``, in their order."""
        records = request.env.get(model)
        if not isinstance(records, request.env.registry["despacho.file.mixin"]):
            raise request.not_found()
        try:
            record_ids = [int(record_id) for record_id in json.loads(ids)]
        except (TypeError, ValueError) as error:
            raise BadRequest from error
        try:
            name, content = records.browse(record_ids)._get_file()
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
