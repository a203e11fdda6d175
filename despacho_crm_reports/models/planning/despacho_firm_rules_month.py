from odoo import fields, models


class DespachoFirmRulesMixin(models.AbstractModel):
    """How the firm plans its months."""

    _inherit = "despacho.firm.rules.mixin"

    month_days = fields.Integer(related="company_id.month_days", readonly=False)
    month_tolerance = fields.Integer(related="company_id.month_tolerance", readonly=False)
