from odoo import api, fields, models


class DespachoLeadSnooze(models.TransientModel):
    """Until when do these leads sleep?"""

    _name = "despacho.lead.snooze"
    _description = "Contact in the future"

    lead_ids = fields.Many2many("crm.lead", string="Leads", required=True)
    stage_id = fields.Many2one("crm.stage", required=True, domain=[("outcome", "=", "snoozed")])
    wake_date = fields.Date(string="Contact again on", required=True)
    note = fields.Text(string="What was agreed")
    lead_count = fields.Integer(compute="_compute_lead_count")

    @api.depends("lead_ids")
    def _compute_lead_count(self):
        for wizard in self:
            wizard.lead_count = len(wizard.lead_ids)

    def action_apply(self):
        self.ensure_one()
        self.lead_ids.write({"stage_id": self.stage_id.id, "wake_date": self.wake_date})
        if self.note:
            self.lead_ids._message_log_batch(bodies={lead.id: self.note for lead in self.lead_ids})
        return {"type": "ir.actions.act_window_close"}
