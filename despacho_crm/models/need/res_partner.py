from odoo import fields, models


class ResPartner(models.Model):
    """Competitors and suppliers: what the firm knows of them."""

    _inherit = "res.partner"

    is_competitor = fields.Boolean(
        string="Competitor",
        prefetch="need",
        help="Another firm that offers our services: opportunities are lost to it, and information about it is kept.",
    )

    _is_competitor_idx = models.Index("(id) WHERE is_competitor IS TRUE")
