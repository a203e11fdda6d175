from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    nif_mandatory = fields.Boolean(related="company_id.nif_mandatory", readonly=False)
    nif_deadline_days = fields.Integer(related="company_id.nif_deadline_days", readonly=False)
    nif_responsible_id = fields.Many2one(related="company_id.nif_responsible_id", readonly=False)
