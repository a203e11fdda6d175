from odoo import models


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "despacho.completion.mixin"]

    _completion_field = "lead_id"
