from odoo import api, fields, models

from ..exceptions import answering


class DespachoActivityResult(models.TransientModel):
    """Where a contact takes its lead: who wants nothing is closed, who wants time sleeps. It is only proposed."""

    _inherit = "despacho.activity.result"

    proposed_stage_id = fields.Many2one("crm.stage", compute="_compute_proposed_stage")
    proposed_outcome = fields.Selection(related="proposed_stage_id.outcome")
    move_stage = fields.Boolean(
        string="Take it to that stage", compute="_compute_move_stage", store=True, readonly=False
    )
    lost_reason_id = fields.Many2one(
        "crm.lost.reason",
        string="Reason",
        compute="_compute_move_stage",
        store=True,
        readonly=False,
        domain="[('lead_type', 'in', ('lead', 'both'))]",
    )

    @api.depends("result", "reaction", "lead_ids", "counts_for_id", "activity_ids")
    def _compute_proposed_stage(self):
        for asked in self:
            asked.proposed_stage_id = asked._stage_to_propose()

    @api.depends("result", "reaction", "counts_for_id")
    def _compute_move_stage(self):
        for asked in self:
            stage = asked.proposed_stage_id
            asked.move_stage = bool(stage)
            asked.lost_reason_id = asked._reason_to_propose() if stage.outcome == "not_interested" else False

    def _leads_to_move(self):
        """Return the leads that the contacts are about, where they are open and nothing else is in the dialog."""
        leads = (self.lead_ids or self.counts_for_id or self.activity_ids.lead_id)._origin
        open_leads = leads._pipeline_has_stages().filtered(
            lambda lead: lead.type == "lead" and lead.active and lead.stage_id.outcome == "open"
        )
        return open_leads if self._documents() == {(lead._name, lead.id) for lead in open_leads} else leads.browse()

    def _stage_to_propose(self):
        """Return the stage where the contact leaves the leads, if it is one of those that are asked for."""
        stages = self.env["crm.stage"]
        outcome = {"not_interested": "not_interested", "later": "snoozed"}.get(self.reaction)
        if self.result == "refused":
            outcome = "not_interested"
        if not outcome or self.correcting:
            return stages
        found = self._leads_to_move()._stages_for(outcome=outcome)
        return stages.union(*found.values()) if len(set(found.values())) == 1 else stages

    def _reason_to_propose(self):
        name = "refused" if self.result == "refused" else "interest"
        reason = self.env.ref(f"despacho_crm.lost_reason_{name}", raise_if_not_found=False)
        return reason if reason and reason.active else self.env["crm.lost.reason"]

    def _prepare_result_values(self):
        values = super()._prepare_result_values()
        if self._moves_stage():
            # What is closed has nothing next; what sleeps wakes on its day.
            values["next"] = None
        return values

    def _moves_stage(self):
        return self.move_stage and self.proposed_stage_id and not self.correcting

    def action_confirm(self):
        # What is written down changes what would be proposed.
        leads = self._leads_to_move() if self._moves_stage() else self.env["crm.lead"]
        values = self._prepare_stage_values()
        result = super().action_confirm()
        if leads:
            with answering():
                leads.write(values)
        return result

    def _prepare_stage_values(self):
        """Return what the leads need to be in the stage."""
        values = {"stage_id": self.proposed_stage_id.id}
        if self.proposed_outcome == "snoozed":
            return {**values, "wake_date": self.next_date}
        return {**values, "lost_reason_id": self.lost_reason_id.id}
