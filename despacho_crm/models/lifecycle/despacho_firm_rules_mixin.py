from odoo import fields, models


class DespachoFirmRulesMixin(models.AbstractModel):
    """What makes a client, warms a prospect, and decides whom to attend first."""

    _inherit = "despacho.firm.rules.mixin"

    lifecycle_client_months = fields.Integer(related="company_id.lifecycle_client_months", readonly=False)
    lifecycle_hot_days = fields.Integer(related="company_id.lifecycle_hot_days", readonly=False)
    lifecycle_warm_days = fields.Integer(related="company_id.lifecycle_warm_days", readonly=False)
    lifecycle_hot_chance = fields.Integer(related="company_id.lifecycle_hot_chance", readonly=False)
    lifecycle_warm_chance = fields.Integer(related="company_id.lifecycle_warm_chance", readonly=False)
    lifecycle_observations = fields.Integer(related="company_id.lifecycle_observations", readonly=False)
    priority_weight_potential = fields.Integer(related="company_id.priority_weight_potential", readonly=False)
    priority_weight_date = fields.Integer(related="company_id.priority_weight_date", readonly=False)
    priority_weight_purchases = fields.Integer(related="company_id.priority_weight_purchases", readonly=False)
    # The CRM's settings have no currency of their own in the form.
    lifecycle_currency_id = fields.Many2one(related="company_id.currency_id", string="Currency of the firm")
    priority_full_potential = fields.Monetary(
        related="company_id.priority_full_potential", readonly=False, currency_field="lifecycle_currency_id"
    )
    priority_full_purchases = fields.Monetary(
        related="company_id.priority_full_purchases", readonly=False, currency_field="lifecycle_currency_id"
    )
    call_min_score = fields.Integer(related="company_id.call_min_score", readonly=False)
    call_rest_days = fields.Integer(related="company_id.call_rest_days", readonly=False)
    lifecycle_job_done = fields.Datetime(compute="_compute_lifecycle_job_done", string="Base brought up to date on")

    def _compute_lifecycle_job_done(self):
        done = self.env["res.company"]._lifecycle_reference().lifecycle_job_done
        for settings in self:
            settings.lifecycle_job_done = done
