from odoo import fields, models

from .shared import OWN


class ResPartner(models.Model):
    """Where a company is: municipality, and comunidad autónoma of its province."""

    _inherit = "res.partner"

    municipality_id = fields.Many2one(
        "despacho.municipality",
        index="btree_not_null",
        ondelete="restrict",
        help="It follows from the postcode and the town; where they are not enough, say it here.",
        **OWN,
    )
    region_id = fields.Many2one(
        related="state_id.region_id", string="Comunidad autónoma", groups=OWN["groups"], prefetch="segmentation"
    )
