from odoo import fields, models


class DespachoActionRecipient(models.Model):
    """What each recipient answered."""

    _inherit = "despacho.action.recipient"

    response_ids = fields.One2many("despacho.response", "recipient_id", string="Responses", copy=False)

    def _prepare_lead_values(self):
        """Return what was frozen of somebody who is no contact, for the lead that he becomes."""
        if not self:
            return {}
        self.ensure_one()
        return {
            "contact_name": self.name if self.name != self.company_name else False,
            "partner_name": self.company_name,
            "vat": self.nif_key,
            "function": self.function,
            "street": self.street,
            "zip": self.zip,
            "city": self.city,
            "state_id": self.state_id.id,
            "email_from": self.email,
            "phone": self.phone,
        }

    def _lead_of_interested(self, channel, text):
        """Return the lead of a recipient who is interested, and whether it is new."""
        self.ensure_one()
        response = (
            self.env["despacho.response"]
            .sudo()  # as the response that follows, whoever hears it
            .new(
                {
                    "action_id": self.action_id.id,
                    "recipient_id": self.id,
                    "partner_id": self.partner_id.id,
                    "lead_id": self.lead_id.id,
                    "user_id": self.env.uid,
                    "kind": "interested",
                    "channel": channel,
                    "text": text,
                }
            )
        )
        known = response._known_lead()
        lead = known or response._create_lead()
        return lead.with_env(self.env), not known

    def action_note_response(self):
        """Note by hand what this recipient answered."""
        self.ensure_one()
        return self.env["despacho.response"]._open_new(
            {"default_action_id": self.action_id.id, "default_recipient_id": self.id}
        )

    def _forget(self, partners, leads=None, emails=()):
        """Whoever is forgotten as a recipient is forgotten in what they answered too."""
        self.env["despacho.response"]._forget(partners, leads, emails)
        return super()._forget(partners, leads, emails)
