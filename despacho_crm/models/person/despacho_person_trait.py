from odoo import fields, models


class DespachoPersonTrait(models.Model):
    """A hobby, or a habit of spending, of private individuals."""

    _name = "despacho.person.trait"
    _description = "Hobby or spending habit"
    _order = "kind, name, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection([("hobby", "Hobby"), ("spending", "Spending habit")], required=True, default="hobby")
    color = fields.Integer()
    active = fields.Boolean(default=True)
