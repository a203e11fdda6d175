from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.privacy.words import WAYS_OUT
from ..tools.privacy import address

_CHANNELS = ("email", "phone", "post", "sms", "visit")


class DespachoPrivacyOppose(models.TransientModel):
    """Somebody told us not to address them: by which channels, and how they said it."""

    _name = "despacho.privacy.oppose"
    _description = "Note an Opposition"

    partner_ids = fields.Many2many("res.partner", string="Contacts")
    lead_ids = fields.Many2many("crm.lead", string="Leads")
    email = fields.Char(string="Their e-mail", help="Of somebody who is no contact of ours.")
    phone = fields.Char(string="Their phone", help="Of somebody who is no contact of ours.")
    by_email = fields.Boolean(string="E-mail", default=True)
    by_phone = fields.Boolean(string="Phone calls", default=True)
    by_post = fields.Boolean(string="Letters", default=True)
    by_sms = fields.Boolean(string="Text messages", default=True)
    by_visit = fields.Boolean(string="Visits", default=True)
    how = fields.Selection(WAYS_OUT, string="How they said it", required=True, default="phone")
    evidence = fields.Text(string="Proof", help="Who heard it, the reference of the letter, the message...")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        field = {"res.partner": "partner_ids", "crm.lead": "lead_ids"}.get(self.env.context.get("active_model"))
        if field in fields_list and not values.get(field):
            values[field] = [fields.Command.set(self.env.context.get("active_ids", []))]
        return values

    def action_oppose(self):
        """Have it hold everywhere at once."""
        self.ensure_one()
        channels = [channel for channel in _CHANNELS if self[f"by_{channel}"]]
        if not channels:
            raise UserError(self.env._("Say by which channels they do not want to be addressed."))
        email, phone = address.email(self.email), address.phone(self.phone)
        if not (self.partner_ids or self.lead_ids or email or phone):
            raise UserError(self.env._("Say who it is: a contact, a lead, an e-mail or a number."))
        oppose = self.env["despacho.opposition"]._oppose
        told = {"channels": channels, "how": self.how, "evidence": self.evidence or ""}
        # What is read of them is checked; from there on it holds, whatever whoever heard it may see.
        for records in (self.partner_ids, self.lead_ids):
            if records:
                records.check_access("read")
                oppose(records, **told)
        if email or phone:
            oppose(email=email, phone=phone, **told)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("Noted: nobody of the firm addresses them by these channels any more."),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
