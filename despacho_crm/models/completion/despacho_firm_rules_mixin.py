from odoo import fields, models


class DespachoFirmRulesMixin(models.AbstractModel):
    """What the night does by itself."""

    _inherit = "despacho.firm.rules.mixin"

    match_auto_join = fields.Boolean(related="company_id.match_auto_join", readonly=False)
    match_auto_complete = fields.Boolean(related="company_id.match_auto_complete", readonly=False)
