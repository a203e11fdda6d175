from odoo import models


class CrmLead(models.Model):
    """What somebody allowed or refused as a lead holds for the contact that they are, and where it is joined."""

    _inherit = "crm.lead"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("partner_id"):
            self._privacy_follow_will()
        return result

    def _privacy_same_person(self):
        """Return the contacts of these leads, save the companies of those where somebody else is named."""
        return self.filtered(lambda lead: not lead.contact_name or lead.contact_name == lead.partner_id.name).partner_id

    def _privacy_follow_will(self):
        for record in self._privacy_will(self):
            person = record.lead_id._privacy_same_person()
            if person and not record.partner_id and not record._privacy_said_by([("partner_id", "=", person.id)]):
                record.partner_id = person

    def _merge_dependences(self, opportunities):
        for record in self._privacy_will(opportunities):
            if not record._privacy_said_by([("partner_id", "=", False), ("lead_id", "=", self.id)]):
                record.lead_id = self
        return super()._merge_dependences(opportunities)

    def _privacy_will(self, leads):
        """Return what was allowed and refused as these leads, one by one."""
        for name in filter(leads._may_be_named, ("despacho.consent", "despacho.opposition")):
            # sudo: whoever converts or joins leads does not manage consents
            yield from self.env[name].sudo().search([("lead_id", "in", leads.ids)])
