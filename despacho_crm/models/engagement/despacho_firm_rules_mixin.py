from odoo import fields, models


class DespachoFirmRulesMixin(models.AbstractModel):
    """What the firm decides about its engagement letters."""

    _inherit = "despacho.firm.rules.mixin"

    engagement_mandatory = fields.Boolean(related="company_id.engagement_mandatory", readonly=False)
    engagement_signatory_id = fields.Many2one(related="company_id.engagement_signatory_id", readonly=False)
    engagement_notice_days = fields.Integer(related="company_id.engagement_notice_days", readonly=False)
    engagement_court = fields.Char(related="company_id.engagement_court", readonly=False)
    engagement_conditions = fields.Html(related="company_id.engagement_conditions", readonly=False)
