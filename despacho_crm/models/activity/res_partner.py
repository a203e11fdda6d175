from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_log_contact(self):
        """Write down a contact that has just taken place."""
        return self.env["despacho.activity.result"]._open({"default_partner_ids": self.ids})

    def action_log_inbound(self):
        """Write down that this contact has called or written."""
        self.ensure_one()
        return self.env["despacho.inbound"]._open({"default_partner_id": self.id})
