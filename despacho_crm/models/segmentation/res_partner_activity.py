from odoo import fields, models

from .shared import OWN


class ResPartner(models.Model):
    """What a company does: its activity in the official classifications, and its sector."""

    _inherit = "res.partner"

    cnae_id = fields.Many2one(
        "despacho.cnae",
        string="Activity (CNAE)",
        domain=[("year", "=", "2025"), ("level", "!=", "section")],
        index="btree_not_null",
        ondelete="restrict",
        help="By CNAE-2025, the classification in force. Search by words («peluquería») or by its code.",
        **OWN,
    )
    cnae_2009_id = fields.Many2one(
        "despacho.cnae",
        string="CNAE-2009",
        domain=[("year", "=", "2009"), ("level", "!=", "section")],
        index="btree_not_null",
        ondelete="restrict",
        help="The code of the classification before: lists and papers up to 2025 have it.",
        **OWN,
    )
    cnae_other_ids = fields.Many2many(
        "despacho.cnae",
        "res_partner_cnae_other_rel",
        "partner_id",
        "cnae_id",
        string="Other activities",
        domain=[("year", "=", "2025"), ("level", "!=", "section")],
        copy=False,
        groups=OWN["groups"],
    )
    sector_id = fields.Many2one(
        "despacho.cnae",
        string="Sector of activity",
        domain=[("year", "=", "2025"), ("level", "=", "division")],
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        help="The division of its CNAE: it follows from the activity.",
        **OWN,
    )
