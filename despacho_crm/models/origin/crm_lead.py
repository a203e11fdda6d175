from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def action_view_origins(self):
        """Open where the data of the lead, and of its contact, came from."""
        self.ensure_one()
        self.check_access("read")
        domain = ["|", ("lead_id", "=", self.id), ("partner_id", "=", self.partner_id.id or 0)]
        return self.env["despacho.value.origin.line"]._open(self | self, domain)
