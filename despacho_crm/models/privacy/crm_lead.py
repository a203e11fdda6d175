from odoo import fields, models


class CrmLead(models.Model):
    """The person of a lead is informed as well, and still when they become a contact."""

    _inherit = "crm.lead"

    privacy_notice_ids = fields.One2many(
        "despacho.privacy.notice", "lead_id", string="Data protection", groups="despacho_crm.group_user", copy=False
    )

    def _privacy_is_person(self):
        """Whether the lead tells of a person who is no contact yet."""
        self.ensure_one()
        return bool(self.contact_name) and (not self.partner_id or self.partner_id.is_company)

    def write(self, vals):
        result = super().write(vals)
        if vals.get("partner_id"):
            self._privacy_follow_person()
        return result

    def _privacy_follow_person(self):
        """Whoever waits to be informed as a lead waits as the contact that they are now."""
        # sudo: whoever converts a lead does not manage the list of those to be informed
        notices = self.env["despacho.privacy.notice"].sudo().search([("lead_id", "in", self.ids)])
        for notice in notices:
            person = notice.lead_id.partner_id
            known = person.privacy_notice_ids.filtered(lambda one, notice=notice: one.company_id == notice.company_id)
            same = not notice.lead_id.contact_name or notice.lead_id.contact_name == person.name
            if person and same and not known and person._privacy_is_person():
                notice.write({"partner_id": person.id, "lead_id": False})

    def _merge_dependences(self, opportunities):
        # sudo: nobody who is to be informed gets lost, whoever joins the leads
        notices = self.env["despacho.privacy.notice"].sudo()
        mine = notices.search([("lead_id", "=", self.id)])
        for notice in notices.search([("lead_id", "in", opportunities.ids)], order="inform_by"):
            if notice.company_id not in mine.company_id:
                notice.lead_id = self
                mine |= notice
        return super()._merge_dependences(opportunities)
