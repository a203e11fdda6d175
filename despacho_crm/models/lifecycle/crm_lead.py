from odoo import api, fields, models

from .res_partner import GROUP, LIFECYCLES, TEMPERATURES

#: What a lead may change of the relation of its contact.
_TELLING = frozenset({"partner_id", "stage_id", "type", "active", "wake_date", "company_id", "service_line_ids"})


class CrmLead(models.Model):
    """A lead tells its contact's relation, and shows it."""

    _inherit = "crm.lead"

    partner_lifecycle = fields.Selection(
        LIFECYCLES, string="Relation of the contact", compute="_compute_partner_relation", groups=GROUP
    )
    partner_temperature = fields.Selection(
        TEMPERATURES, string="Temperature of the contact", compute="_compute_partner_relation", groups=GROUP
    )
    partner_temperature_reason = fields.Char(
        string="Why that temperature", compute="_compute_partner_relation", groups=GROUP
    )

    @api.depends("partner_id")
    @api.depends_context("lang", "tz")
    def _compute_partner_relation(self):
        # What this same request has just changed is seen in its answer.
        self.env["res.partner"]._lifecycle_flush()
        for lead in self:
            partner = lead.partner_id.commercial_partner_id
            lead.partner_lifecycle = partner.lifecycle
            lead.partner_temperature = partner.temperature
            lead.partner_temperature_reason = partner.temperature_reason

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads.partner_id._lifecycle_touch()
        return leads

    def write(self, vals):
        if vals.keys().isdisjoint(_TELLING):
            return super().write(vals)
        before = self.partner_id
        result = super().write(vals)
        (before | self.partner_id)._lifecycle_touch()
        return result

    def unlink(self):
        partners = self.partner_id
        result = super().unlink()
        partners.exists()._lifecycle_touch()
        return result
