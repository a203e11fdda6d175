from odoo import fields, models


class DespachoFirmRulesMixin(models.AbstractModel):
    """Whether a NIF is asked for, and who completes those that are missing."""

    _inherit = "despacho.firm.rules.mixin"

    nif_mandatory = fields.Boolean(related="company_id.nif_mandatory", readonly=False)
    nif_deadline_days = fields.Integer(related="company_id.nif_deadline_days", readonly=False)
    nif_responsible_id = fields.Many2one(related="company_id.nif_responsible_id", readonly=False)
