from odoo import _
from odoo.exceptions import AccessError, MissingError
from odoo.http import content_disposition, request, route

from odoo.addons.sale.controllers.portal import CustomerPortal


class EngagementPortal(CustomerPortal):
    """The client signs the text that they saw, and no other."""

    @route()
    def portal_order_page(self, order_id, report_type=None, access_token=None, **kw):
        try:
            order = self._document_check_access("sale.order", order_id, access_token=access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        if request.env.user.share:
            order._engagement_note_shown()
        return super().portal_order_page(order_id, report_type=report_type, access_token=access_token, **kw)

    @route()
    def portal_quote_accept(self, order_id, access_token=None, name=None, signature=None):
        token = access_token or request.httprequest.args.get("access_token")
        try:
            order = self._document_check_access("sale.order", order_id, access_token=token)
        except (AccessError, MissingError):
            return super().portal_quote_accept(order_id, access_token=access_token, name=name, signature=signature)
        if order.is_engagement and request.httprequest.args.get("seen") != order._engagement_fingerprint():
            return {"error": _("The letter has changed since you opened it. Load the page again and read it.")}
        return super().portal_quote_accept(order_id, access_token=access_token, name=name, signature=signature)

    @route("/despacho/engagement/<int:order_id>", type="http", auth="user")
    def engagement_letter(self, order_id, **_kw):
        """Download the letter, for the people of the firm."""
        order = request.env["sale.order"].browse(order_id).exists()
        if not order or not request.env.user._is_internal() or not order.has_access("read"):
            return request.not_found()
        title = request.env._("Engagement letter %(number)s", number=order.name)
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Disposition", content_disposition(f"{title}.pdf".replace("/", "-"))),
        ]
        return request.make_response(order._engagement_pdf(), headers=headers)
