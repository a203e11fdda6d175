from odoo import fields, models


class CrmLead(models.Model):
    """Where a prospect came from, and why the firm may contact it."""

    _inherit = "crm.lead"

    feeding_week_id = fields.Many2one(
        "despacho.feeding.week",
        string="Week it came in",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        readonly=True,
        prefetch="feeding",
    )
    feeding_id = fields.Many2one(
        related="feeding_week_id.feeding_id",
        string="Feeding",
        store=True,
        index="btree_not_null",
        prefetch="feeding",
    )
    contact_basis = fields.Text(
        string="Why we may contact them",
        copy=False,
        prefetch="feeding",
        help="The firm's legitimate interest, as it was written down when they were chosen.",
    )
