from odoo import api, fields, models

from ..exceptions import answering
from ..models.pipeline.crm_stage import LOST_OUTCOMES


class CrmLeadLost(models.TransientModel):
    """Core's question about a loss asks what the closing stage needs to know."""

    _inherit = "crm.lead.lost"

    lead_type = fields.Selection(
        selection=[("lead", "Leads"), ("opportunity", "Opportunities"), ("both", "Both")], compute="_compute_lead_type"
    )
    stage_id = fields.Many2one(
        "crm.stage",
        string="How it ends",
        compute="_compute_stage_id",
        store=True,
        readonly=False,
        domain="[('outcome', 'in', ('not_interested', 'lost', 'lost_competitor')), "
        "('lead_type', 'in', (lead_type, 'both'))]",
    )
    outcome = fields.Selection(related="stage_id.outcome")
    has_choice = fields.Boolean(compute="_compute_has_choice")
    reason_required = fields.Boolean(compute="_compute_lead_type")
    competitor_id = fields.Many2one("res.partner", string="Lost to", domain="[('is_competitor', '=', True)]")
    weak_points = fields.Text(string="Weak points of our proposal")

    @api.depends("lead_ids")
    def _compute_lead_type(self):
        for wizard in self:
            types = set(wizard.lead_ids.mapped("type"))
            wizard.lead_type = types.pop() if len(types) == 1 else "both"
            wizard.reason_required = bool(wizard.lead_ids._pipeline_rules_apply())

    @api.depends("lead_ids")
    def _compute_stage_id(self):
        for wizard in self:
            leads = wizard.lead_ids._pipeline_has_stages()
            if wizard.stage_id or wizard.lead_type == "both" or not leads:
                continue
            outcome = "not_interested" if wizard.lead_type == "lead" else "lost"
            closed = leads.stage_id.filtered(lambda stage: stage.outcome in LOST_OUTCOMES)
            wizard.stage_id = closed[:1] or leads[0]._origin._stage_find(domain=[("outcome", "=", outcome)])

    @api.depends("lead_type", "stage_id")
    def _compute_has_choice(self):
        counts = self.env["crm.stage"]._read_group([("outcome", "in", list(LOST_OUTCOMES))], ["lead_type"], ["__count"])
        by_type = dict(counts)
        for wizard in self:
            wizard.has_choice = by_type.get(wizard.lead_type, 0) + by_type.get("both", 0) > 1

    def action_lost_reason_apply(self):
        if not self.stage_id:
            return super().action_lost_reason_apply()
        answered = self.with_context(pipeline_loss=self._prepare_loss_values())
        with answering():
            return super(CrmLeadLost, answered).action_lost_reason_apply()

    def _prepare_loss_values(self):
        """Return what is written on the leads beside core's reason."""
        values = {"stage_id": self.stage_id.id}
        if self.outcome == "lost_competitor":
            values |= {"competitor_id": self.competitor_id.id, "weak_points": self.weak_points}
        return values
