from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from ..exceptions import answering


class DespachoLeadSnooze(models.TransientModel):
    """Until when do these leads sleep?"""

    _name = "despacho.lead.snooze"
    _description = "Contact in the future"

    lead_ids = fields.Many2many("crm.lead", string="Leads", required=True)
    stage_id = fields.Many2one("crm.stage", required=True, domain=[("outcome", "=", "snoozed")])
    months = fields.Selection(
        selection=[("1", "1 month"), ("3", "3 months"), ("6", "6 months"), ("12", "1 year")], string="In"
    )
    wake_date = fields.Date(
        string="Contact again on", compute="_compute_wake_date", store=True, readonly=False, required=True
    )
    note = fields.Text(string="What was agreed")
    lead_count = fields.Integer(compute="_compute_lead_count")

    @api.depends("lead_ids")
    def _compute_lead_count(self):
        for wizard in self:
            wizard.lead_count = len(wizard.lead_ids)

    @api.depends("months")
    def _compute_wake_date(self):
        for wizard in self.filtered("months"):
            today = wizard.lead_ids[:1]._pipeline_company()._pipeline_today()
            wizard.wake_date = today + relativedelta(months=int(wizard.months))

    def action_apply(self):
        self.ensure_one()
        with answering():
            self.lead_ids.write({"stage_id": self.stage_id.id, "wake_date": self.wake_date})
        if self.note:
            self.lead_ids._message_log_batch(bodies={lead.id: self.note for lead in self.lead_ids})
        return {"type": "ir.actions.act_window_close"}
