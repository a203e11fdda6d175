from odoo import http
from odoo.http import content_disposition, request

from ...models.dossier.despacho_action_blocked import REDACTED


class DossierFile(http.Controller):
    @http.route(
        "/despacho/dossier/<int:action_id>/<string:kind>", type="http", auth="user", methods=["GET"], readonly=False
    )
    def download(self, action_id, kind):
        """Give a document of an action without those whose data are blocked, to whoever may not see them."""
        action = request.env["despacho.action"].browse(action_id).exists()
        if not action or kind not in REDACTED or action.state in ("draft", "freezing"):
            raise request.not_found()
        action.check_access("read")
        name, mimetype, content = action._get_redacted(kind)
        return request.make_response(
            content, headers=[("Content-Type", mimetype), ("Content-Disposition", content_disposition(name))]
        )

    @http.route("/despacho/interview/<int:interview_id>", type="http", auth="user", methods=["GET"], readonly=False)
    def download_minutes(self, interview_id):
        """Give the minutes of an interview without those whose data are blocked, to whoever may not see them."""
        interview = request.env["despacho.interview"].browse(interview_id).exists()
        if not interview:
            raise request.not_found()
        interview.check_access("read")
        name, content = interview._get_redacted()
        return request.make_response(
            content, headers=[("Content-Type", "application/pdf"), ("Content-Disposition", content_disposition(name))]
        )
