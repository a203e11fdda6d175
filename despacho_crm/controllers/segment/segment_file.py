from odoo import http
from odoo.http import content_disposition, request


class SegmentFile(http.Controller):
    @http.route("/despacho/segment/<int:segment_id>/file", type="http", auth="user", methods=["GET"], readonly=False)
    def download(self, segment_id):
        """Give the file of a segment to whoever may take it away."""
        segment = request.env["despacho.segment"].browse(segment_id).exists()
        if not segment:
            raise request.not_found()
        content = segment._file()
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                ("Content-Disposition", content_disposition(f"{segment.name}.xlsx")),
            ],
        )
