from odoo import http
from odoo.http import content_disposition, request


class Letters(http.Controller):
    @http.route("/despacho/letters/<int:run_id>/<string:which>", type="http", auth="user", methods=["GET"])
    def download(self, run_id, which):
        """Give the letters or labels of a bundle without those whose data are blocked."""
        run = request.env["despacho.post.run"].browse(run_id).exists()
        run.check_access("read")
        kept = {"letters": run.letter_attachment_id, "labels": run.label_attachment_id}
        if not kept.get(which):
            raise request.not_found()
        name, content = run._get_redacted(which)
        return request.make_response(
            content, headers=[("Content-Type", "application/pdf"), ("Content-Disposition", content_disposition(name))]
        )
