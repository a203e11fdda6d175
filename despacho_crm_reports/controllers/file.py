import json

from werkzeug.exceptions import BadRequest

from odoo import http
from odoo.http import request

from .answer import SPREADSHEET, download


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
        return download(records.browse(record_ids)._get_file, SPREADSHEET)
