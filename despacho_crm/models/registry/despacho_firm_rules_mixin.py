from odoo import fields, models


class DespachoFirmRulesMixin(models.AbstractModel):
    """What the firm wants to know of the register of companies."""

    _inherit = "despacho.firm.rules.mixin"

    registry_state_ids = fields.Many2many(related="company_id.registry_state_ids", readonly=False)
    registry_words = fields.Char(related="company_id.registry_words", readonly=False)
    registry_days = fields.Integer(related="company_id.registry_days", readonly=False)
