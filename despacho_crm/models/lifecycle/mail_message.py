from odoo import api, models

#: The documents in whose conversation a client writes to the firm.
CONVERSATIONS = frozenset({"crm.lead", "res.partner", "sale.order"})


class MailMessage(models.Model):
    """An e-mail that comes in is a contact, and a sign of interest."""

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        if any(vals.get("message_type") == "email" and vals.get("model") in CONVERSATIONS for vals in vals_list):
            messages._lifecycle_tell_partners()
        return messages

    def _lifecycle_tell_partners(self):
        # sudo: whoever writes from outside, and the mail server, are nobody in particular.
        received = self.sudo().filtered(
            lambda message: (
                message.message_type == "email" and (not message.author_id or message.author_id.partner_share)
            )
        )
        partners = received.env["res.partner"]
        for model, messages in received.grouped("model").items():
            if model in CONVERSATIONS:
                records = received.env[model].browse(messages.mapped("res_id")).exists()
                partners |= records if model == "res.partner" else records.partner_id
        partners._lifecycle_touch()
