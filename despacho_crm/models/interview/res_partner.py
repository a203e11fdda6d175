from odoo import fields, models


class ResPartner(models.Model):
    """The interviews with a client or prospect."""

    _inherit = "res.partner"

    interview_count = fields.Integer(
        string="Interviews", compute="_compute_interview_count", groups="despacho_crm.group_user"
    )

    def _compute_interview_count(self):
        found = self.env["despacho.interview"]._read_group(
            [("partner_id", "in", self.commercial_partner_id.ids)], ["partner_id"], ["__count"]
        )
        counts = {partner.id: count for partner, count in found}
        for partner in self:
            partner.interview_count = counts.get(partner.commercial_partner_id._origin.id, 0)

    def action_interviews(self):
        """Open the interviews with the client, or write the first one."""
        self.ensure_one()
        company = self.commercial_partner_id
        defaults = {"default_partner_id": company.id, "default_contact_ids": (self - company).ids}
        return self.env["despacho.interview"]._open_of([("partner_id", "=", company.id)], defaults)
