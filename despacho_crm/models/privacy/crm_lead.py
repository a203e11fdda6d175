from odoo import api, fields, models
from odoo.fields import Domain


class CrmLead(models.Model):
    """The person of a lead is informed as well, and still when they become a contact."""

    _inherit = "crm.lead"

    privacy_notice_ids = fields.One2many(
        "despacho.privacy.notice", "lead_id", string="Data protection", groups="despacho_crm.group_user", copy=False
    )

    privacy_alert = fields.Char(
        string="To be informed", compute="_compute_privacy_alert", groups="despacho_crm.group_user"
    )

    @api.depends("privacy_notice_ids.state", "privacy_notice_ids.inform_by", "partner_id.privacy_alert")
    @api.depends_context("lang", "allowed_company_ids")
    def _compute_privacy_alert(self):
        waiting = self.env["despacho.privacy.notice"].search(self._privacy_waiting_domain(), order="inform_by desc")
        first = {record: notice for notice in waiting for record in (notice.lead_id, notice.partner_id) if record}
        for lead in self:
            notice = first.get(lead._origin) or first.get(lead.partner_id._origin)
            lead.privacy_alert = notice and notice._get_alert()

    def _privacy_waiting_domain(self):
        """Return the domain of the notices of the persons of the leads, contacts or not, who wait."""
        person = Domain("lead_id", "in", self.ids) | Domain("partner_id", "in", self.partner_id.ids)
        return person & Domain("state", "=", "pending")

    def action_privacy_inform(self):
        """Mark as informed those who wait."""
        return self.env["despacho.privacy.notice"].search(self._privacy_waiting_domain()).action_inform()

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
        notices = self.env["despacho.privacy.notice"].sudo()
        if self._may_be_named(notices._name):
            notices = notices.search([("lead_id", "in", self.ids)])
        for notice in notices:
            person = notice.lead_id.partner_id
            known = person.privacy_notice_ids.filtered(lambda one, notice=notice: one.company_id == notice.company_id)
            same = not notice.lead_id.contact_name or notice.lead_id.contact_name == person.name
            if person and same and not known and person._privacy_is_person():
                notice.write({"partner_id": person.id, "lead_id": False})

    def _merge_dependences(self, opportunities):
        # sudo: nobody who is to be informed gets lost, whoever joins the leads
        notices = self.env["despacho.privacy.notice"].sudo()
        if not opportunities._may_be_named(notices._name):
            return super()._merge_dependences(opportunities)
        mine = notices.search([("lead_id", "=", self.id)])
        for notice in notices.search([("lead_id", "in", opportunities.ids)], order="inform_by"):
            if notice.company_id not in mine.company_id:
                notice.lead_id = self
                mine |= notice
        return super()._merge_dependences(opportunities)
