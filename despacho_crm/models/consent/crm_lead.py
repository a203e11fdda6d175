from odoo import models


class CrmLead(models.Model):
    """What somebody allowed or refused as a lead holds for the contact that they are now."""

    _inherit = "crm.lead"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("partner_id"):
            self._privacy_follow_will()
        return result

    def _privacy_follow_will(self):
        for name in ("despacho.consent", "despacho.opposition"):
            # sudo: whoever converts a lead does not manage consents
            for record in self.env[name].sudo().search([("lead_id", "in", self.ids), ("partner_id", "=", False)]):
                person = record.lead_id.partner_id
                if person and (not record.lead_id.contact_name or record.lead_id.contact_name == person.name):
                    record.partner_id = person
