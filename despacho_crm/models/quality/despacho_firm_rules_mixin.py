from odoo import fields, models


class DespachoFirmRulesMixin(models.AbstractModel):
    """How the firm looks after its base."""

    _inherit = "despacho.firm.rules.mixin"

    quality_dose = fields.Integer(related="company_id.quality_dose", readonly=False)
    quality_recheck_days = fields.Integer(related="company_id.quality_recheck_days", readonly=False)
    quality_fresh_months = fields.Integer(related="company_id.quality_fresh_months", readonly=False)
