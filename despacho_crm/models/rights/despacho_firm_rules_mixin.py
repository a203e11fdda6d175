from odoo import fields, models


class DespachoFirmRulesMixin(models.AbstractModel):
    """For how long blocked data are kept, and links to one's data serve."""

    _inherit = "despacho.firm.rules.mixin"

    privacy_block_months = fields.Integer(related="company_id.privacy_block_months", readonly=False)
    privacy_invoice_months = fields.Integer(related="company_id.privacy_invoice_months", readonly=False)
    privacy_destroy_alone = fields.Boolean(related="company_id.privacy_destroy_alone", readonly=False)
    privacy_link_hours = fields.Integer(related="company_id.privacy_link_hours", readonly=False)
    privacy_footer_days = fields.Integer(related="company_id.privacy_footer_days", readonly=False)
