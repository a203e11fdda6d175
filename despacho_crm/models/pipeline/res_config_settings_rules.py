from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    pipeline_rules = fields.Boolean(related="company_id.pipeline_rules", readonly=False)
    spam_purge_days = fields.Integer(related="company_id.spam_purge_days", readonly=False)
    onboarding_plan_id = fields.Many2one(related="company_id.onboarding_plan_id", readonly=False)
