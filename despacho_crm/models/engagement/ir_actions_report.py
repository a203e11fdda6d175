import io

from odoo import models


class IrActionsReport(models.Model):
    """Wherever the PDF of a quotation is asked for, an engagement letter is printed as such."""

    _inherit = "ir.actions.report"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        if not res_ids or not self._is_sale_order_report(report_ref):
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=res_ids)
        orders = self.env["sale.order"].browse(dict.fromkeys(res_ids))
        letters = orders.filtered("is_engagement")
        others = orders - letters
        found = {}
        if others:
            found = super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=others.ids)
        for letter in letters:
            found[letter.id] = {"stream": io.BytesIO(letter._engagement_pdf()), "attachment": None}
        return {order.id: found[order.id] for order in orders if order.id in found} or found
