from odoo import fields, models


class DespachoRegion(models.Model):
    _name = "despacho.region"
    _description = "Comunidad autónoma"
    _order = "name, id"
    _log_access = False

    code = fields.Char(required=True, readonly=True, help="The number that INE gives it.")
    name = fields.Char(required=True, readonly=True)
    state_ids = fields.One2many("res.country.state", "region_id", string="Provinces")

    _code_uniq = models.UniqueIndex("(code)")
