from odoo import models


class DespachoActionRecipient(models.Model):
    """The minutes of a visit to a recipient, written from the list of whom to call or visit."""

    _inherit = "despacho.action.recipient"

    def action_interview(self):
        """Open the minutes of the interview with this recipient, new where there are none yet."""
        self.ensure_one()
        known = self.env["despacho.interview"].search([("recipient_id", "=", self.id)], limit=1)
        if known:
            return known._open()
        company = self.partner_id.commercial_partner_id
        defaults = {
            "default_recipient_id": self.id,
            "default_action_id": self.action_id.id if self.action_id.state != "sealed" else False,
            "default_partner_id": company.id,
            "default_contact_ids": (self.partner_id - company).ids,
            "default_lead_id": self.lead_id.id,
            "default_others": False if self.partner_id else self.name,
            "default_service_line_ids": self.action_id.service_line_id.ids,
            "default_name": self.action_id.name,
            "default_place": ", ".join(filter(None, (self.street, self.city))),
            "default_kind": "call" if self.action_id.channel == "call" else "visit",
        }
        return self.env["despacho.interview"]._open(defaults)
