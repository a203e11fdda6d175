from odoo import fields, models

from .shared import OWN


class ResPartner(models.Model):
    """Which services of the firm a client uses or used, as the invoices tell."""

    _inherit = "res.partner"

    services_used_ids = fields.Many2many(
        "product.category",
        "res_partner_service_used_rel",
        "partner_id",
        "category_id",
        string="Services used",
        readonly=True,
        copy=False,
        groups=OWN["groups"],
        help="The service lines of what was invoiced, here or with other programs.",
    )
