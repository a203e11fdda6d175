from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _open_leads(self):
        """Return what is open with these contacts and their companies, the last first."""
        # Children of nobody would be everybody's.
        companies = self.commercial_partner_id
        of_companies = Domain("partner_id", "child_of", companies.ids) if companies else Domain.FALSE
        leads = self.env["crm.lead"]
        return leads.search(leads._open_domain() & of_companies, order="id desc")

    def action_log_contact(self):
        """Write down a contact that has just taken place."""
        return self.env["despacho.activity.result"]._open({"default_partner_ids": self.ids})

    def action_log_inbound(self):
        """Write down that this contact has called or written."""
        self.ensure_one()
        return self.env["despacho.inbound"]._open({"default_partner_id": self.id})
