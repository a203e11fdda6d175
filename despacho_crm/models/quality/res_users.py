from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    quality_dose = fields.Integer(
        string="Records to review a week",
        default=-1,
        help="-1: as many as the firm says; 0: none.",
        groups="despacho_crm.group_manager,base.group_erp_manager",
        prefetch="quality",
    )
