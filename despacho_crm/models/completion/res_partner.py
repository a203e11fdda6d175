from odoo import models


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "despacho.completion.mixin"]

    _completion_field = "partner_id"
