from odoo import fields, models


class DespachoFirmRulesMixin(models.AbstractModel):
    """How strictly people are addressed."""

    _inherit = "despacho.firm.rules.mixin"

    privacy_client_months = fields.Integer(related="company_id.privacy_client_months", readonly=False)
    privacy_similar = fields.Selection(related="company_id.privacy_similar", readonly=False)
    privacy_consent_months = fields.Integer(related="company_id.privacy_consent_months", readonly=False)
    privacy_robinson_days = fields.Integer(related="company_id.privacy_robinson_days", readonly=False)
    privacy_robinson_sole_traders = fields.Boolean(related="company_id.privacy_robinson_sole_traders", readonly=False)
