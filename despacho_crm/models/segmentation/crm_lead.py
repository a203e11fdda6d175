from odoo import fields, models

from .shared import OWN

_GROUPS = {"groups": OWN["groups"]}


class CrmLead(models.Model):
    """What is known of the company of a lead, to filter and group leads by it."""

    _inherit = "crm.lead"

    partner_cnae_id = fields.Many2one(related="partner_id.commercial_partner_id.cnae_id", **_GROUPS)
    partner_sector_id = fields.Many2one(related="partner_id.commercial_partner_id.sector_id", **_GROUPS)
    partner_size_class = fields.Selection(related="partner_id.commercial_partner_id.size_class", **_GROUPS)
    partner_legal_form = fields.Selection(related="partner_id.commercial_partner_id.legal_form", **_GROUPS)
    partner_services_used_ids = fields.Many2many(
        related="partner_id.commercial_partner_id.services_used_ids", **_GROUPS
    )
    region_id = fields.Many2one(related="state_id.region_id", string="Comunidad autónoma", **_GROUPS)
