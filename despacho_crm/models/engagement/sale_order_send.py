import base64

from odoo import models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """An engagement letter is sent to be signed as such, and not as one more quotation."""

    _inherit = "sale.order"

    def _engagement_sign_template(self):
        return self.env.ref("despacho_crm.mail_template_engagement_sign", raise_if_not_found=False)

    def _find_mail_template(self):
        to_sign = self.is_engagement and self.state in ("draft", "sent") and not self.env.context.get("proforma")
        return to_sign and self._engagement_sign_template() or super()._find_mail_template()

    def action_quotation_send(self):
        """Send several letters each as one: with its own text, its PDF and the button to sign it."""
        waiting = self.filtered(lambda order: order._engagement_waits())
        context = self.env.context
        if len(self) < 2 or not waiting or context.get("proforma"):
            return super().action_quotation_send()
        if waiting != self:
            if context.get("hide_default_template"):  # a message of whoever writes it, and not the quotations
                return super().action_quotation_send()
            (self - waiting)._engagement_refuse_sending()
        action = super().action_quotation_send()
        template = self._engagement_sign_template()
        if template:
            action["context"] |= {
                # In mass mode nobody would note that it was sent, nor have the button of the page.
                "default_composition_mode": "comment",
                "default_template_id": template.id,
                "force_email": True,
                "mark_so_as_sent": True,
            }
        return action

    def action_engagement_send(self):
        """Send those chosen in the list of letters to be signed, each to its client, and say so."""
        (self - self.filtered(lambda order: order._engagement_waits()))._engagement_refuse_sending()
        without = self.filtered(lambda order: not order.partner_id.email)
        if without:
            raise UserError(
                self.env._(
                    "The clients of these engagement letters have no e-mail: %(orders)s. Write it on their sheets, or "
                    "choose again, without them.",
                    orders=", ".join(without.mapped("name")),
                )
            )
        action = self.action_quotation_send()
        self.env["mail.compose.message"].with_context(**action["context"]).create({})._action_send_mail()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Engagement letters sent to be signed: %(count)s", count=len(self)),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _engagement_waits(self):
        """Return whether it is a letter that nobody has signed yet."""
        self.ensure_one()
        return self.is_engagement and self.state in ("draft", "sent") and not self.engagement_signed_on

    def _engagement_refuse_sending(self):
        """Raise if there is any order: it is not sent together with letters to be signed."""
        if self:
            raise UserError(
                self.env._(
                    "Only engagement letters that wait for the signature are sent to be signed, and these are not: "
                    "%(orders)s. Choose again, without them.",
                    orders=", ".join(self.mapped("name")),
                )
            )

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
