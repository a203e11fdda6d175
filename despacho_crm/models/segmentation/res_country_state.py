from odoo import fields, models


class ResCountryState(models.Model):
    """The comunidad autónoma of a province of Spain."""

    _inherit = "res.country.state"

    region_id = fields.Many2one("despacho.region", string="Comunidad autónoma", index="btree_not_null")
