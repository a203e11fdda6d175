from odoo import http
from odoo.http import content_disposition, request

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TemplateController(http.Controller):
    """The workbooks to fill in, for whoever may see the list that they are of."""

    @http.route(
        '/despacho_crm_import/template/<model("despacho.import.profile"):profile>',
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def template(self, profile):
        profile.check_access("read")
        if not profile._get_template_titles():
            raise request.not_found()
        return request.make_response(
            profile._get_template(),
            headers=[
                ("Content-Type", _XLSX),
                ("Content-Disposition", content_disposition(profile._get_template_filename())),
                ("Cache-Control", "no-store"),
            ],
        )
