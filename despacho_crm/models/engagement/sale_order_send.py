import base64

from odoo import models


class SaleOrder(models.Model):
    """An engagement letter is sent to be signed as such, and not as one more quotation."""

    _inherit = "sale.order"

    def _engagement_sign_template(self):
        return self.env.ref("despacho_crm.mail_template_engagement_sign", raise_if_not_found=False)

    def _find_mail_template(self):
        to_sign = self.is_engagement and self.state in ("draft", "sent") and not self.env.context.get("proforma")
        return to_sign and self._engagement_sign_template() or super()._find_mail_template()

    def _process_attachments_for_template_post(self, mail_template):
        """Attach the letter to what is sent with its template, under its own name."""
        found = super()._process_attachments_for_template_post(mail_template)
        if mail_template != self._engagement_sign_template():
            return found
        for order in self.filtered("is_engagement"):
            letter = order.with_context(lang=order._engagement_lang())
            name = letter.env._("Engagement letter %(number)s", number=order.name).replace("/", "-")
            content = base64.b64encode(order._engagement_pdf())
            found.setdefault(order.id, {}).setdefault("attachments", []).append((f"{name}.pdf", content))
        return found
