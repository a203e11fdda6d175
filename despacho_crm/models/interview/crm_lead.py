from odoo import fields, models


class CrmLead(models.Model):
    """The interviews about a lead or opportunity."""

    _inherit = "crm.lead"

    interview_ids = fields.One2many(
        "despacho.interview", "lead_id", string="Interviews", copy=False, groups="despacho_crm.group_user"
    )
    interview_count = fields.Integer(
        string="Number of interviews", compute="_compute_interview_count", groups="despacho_crm.group_user"
    )

    def _compute_interview_count(self):
        found = self.env["despacho.interview"]._read_group([("lead_id", "in", self.ids)], ["lead_id"], ["__count"])
        counts = {lead.id: count for lead, count in found}
        for lead in self:
            lead.interview_count = counts.get(lead._origin.id, 0)

    def action_interviews(self):
        """Open the interviews about the lead, or write the first one."""
        self.ensure_one()
        defaults = {
            "default_lead_id": self.id,
            "default_partner_id": self.partner_id.commercial_partner_id.id,
            "default_contact_ids": (self.partner_id - self.partner_id.commercial_partner_id).ids,
            "default_service_line_ids": self.service_line_ids.ids,
            "default_action_id": self.commercial_action_id.id,
        }
        return self.env["despacho.interview"]._open_of([("lead_id", "=", self.id)], defaults)

    def write(self, vals):
        result = super().write(vals)
        if vals.get("partner_id"):
            # sudo: what was written of a lead before there was a contact is the contact's from now on
            for lead in self.sudo():
                lead.interview_ids.filtered(
                    lambda interview: not interview.partner_id
                ).partner_id = lead.partner_id.commercial_partner_id
        return result

    def _merge_dependences(self, opportunities):
        if opportunities._may_be_named("despacho.interview"):
            # sudo: nothing that was written gets lost, whoever joins the leads
            interviews = self.env["despacho.interview"].sudo()
            interviews.search([("lead_id", "in", opportunities.ids)]).lead_id = self
        return super()._merge_dependences(opportunities)

    def unlink(self):
        # sudo: minutes outlive a lead that is deleted where they have a client; the rest goes with it
        interviews = self.env["despacho.interview"].sudo().search([("lead_id", "in", self.ids)])
        alone = interviews.filtered(lambda interview: not interview.partner_id and interview.state == "draft")
        alone.unlink()
        return super().unlink()
