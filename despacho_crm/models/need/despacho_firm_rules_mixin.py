from odoo import fields, models


class DespachoFirmRulesMixin(models.AbstractModel):
    """When somebody is reminded of what a client will need."""

    _inherit = "despacho.firm.rules.mixin"

    need_reminder_days = fields.Integer(related="company_id.need_reminder_days", readonly=False)
