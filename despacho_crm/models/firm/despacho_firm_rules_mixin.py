from odoo import fields, models


class DespachoFirmRulesMixin(models.AbstractModel):
    """What each company decides about the way it works, for the forms that ask it.

    Each capability adds here its fields, related to those of the company. The settings of the CRM show them to
    who administers Odoo, and «Rules of the firm» to who manages the CRM.
    """

    _name = "despacho.firm.rules.mixin"
    _description = "What a firm decides about the way it works"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
