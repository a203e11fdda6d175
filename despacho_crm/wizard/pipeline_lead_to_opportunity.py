from odoo import api, fields, models


class CrmLead2opportunityPartner(models.TransientModel):
    """Core's assistant of the conversion also asks for what an opportunity needs and the lead lacks."""

    _inherit = "crm.lead2opportunity.partner"

    lead_vat = fields.Char(related="lead_id.vat", readonly=False)
    lead_nif_exemption_reason = fields.Selection(related="lead_id.nif_exemption_reason", readonly=False)
    lead_nif_exemption_note = fields.Char(related="lead_id.nif_exemption_note", readonly=False)
    nif_needed = fields.Boolean(compute="_compute_needed")
    qualification_answer_ids = fields.One2many(related="lead_id.qualification_answer_ids", readonly=False)
    qualification_needed = fields.Boolean(compute="_compute_needed")
    qualification_doubts = fields.Char(compute="_compute_qualification_doubts")

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Records are joined, in the firm's words; the choice itself, with its translations, is core's."""
        described = super().fields_get(allfields, attributes)
        choices = described.get("name", {}).get("selection")
        if choices:
            joining = self.env._("Join with existing opportunities")
            described["name"]["selection"] = [(code, joining if code == "merge" else label) for code, label in choices]
        return described

    @api.model
    def default_get(self, fields):
        result = super().default_get(fields)
        if "qualification_answer_ids" in fields and result.get("lead_id"):
            # The questions are there to be answered in the assistant itself.
            lead = self.env["crm.lead"].browse(result["lead_id"])
            if lead._pipeline_rules_apply() and lead._qualification_missing():
                lead._qualification_ensure()
        return result

    @api.depends("lead_id")
    def _compute_needed(self):
        for wizard in self:
            lead = wizard.lead_id
            applies = bool(lead._pipeline_rules_apply())
            mandatory = (lead.company_id or self.env.company).nif_mandatory
            holder = lead.partner_id.commercial_partner_id
            known = lead.nif_state in ("valid", "exempt") or holder.nif_state in ("valid", "exempt")
            wizard.nif_needed = bool(lead) and mandatory and not known
            wizard.qualification_needed = applies and bool(lead._qualification_missing())

    @api.depends("qualification_answer_ids.state")
    def _compute_qualification_doubts(self):
        for wizard in self:
            against = wizard.qualification_answer_ids.filtered(
                lambda answer: answer.required and answer.state == "unfavourable"
            )
            wizard.qualification_doubts = ", ".join(against.question_id.mapped("display_name"))
