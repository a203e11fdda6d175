from odoo import fields, models


class DespachoTargetProfile(models.Model):
    """A target profile that came from that of the best clients says so."""

    _inherit = "despacho.target.profile"

    client_profile_id = fields.Many2one(
        "despacho.client.profile",
        string="From the best clients",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
