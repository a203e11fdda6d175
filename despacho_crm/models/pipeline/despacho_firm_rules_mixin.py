from odoo import api, fields, models


class DespachoFirmRulesMixin(models.AbstractModel):
    """What the stages ask for and start."""

    _inherit = "despacho.firm.rules.mixin"

    pipeline_rules = fields.Boolean(related="company_id.pipeline_rules", readonly=False)
    spam_purge_days = fields.Integer(related="company_id.spam_purge_days", readonly=False)
    onboarding_plan_id = fields.Many2one(related="company_id.onboarding_plan_id", readonly=False)
    onboarding_plan_used = fields.Char(compute="_compute_onboarding_plan_used")

    @api.depends("company_id")
    def _compute_onboarding_plan_used(self):
        for settings in self:
            plan = settings.company_id._onboarding_plan_common().filtered("active")
            settings.onboarding_plan_used = (
                self.env._("With none chosen, what is done is: «%(plan)s».", plan=plan.name)
                if plan
                else self.env._("With none chosen, nothing is done.")
            )
