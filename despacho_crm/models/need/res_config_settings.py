from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    need_reminder_days = fields.Integer(related="company_id.need_reminder_days", readonly=False)
