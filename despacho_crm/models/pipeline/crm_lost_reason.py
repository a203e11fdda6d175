from odoo import fields, models


class CrmLostReason(models.Model):
    """Why a lead comes to nothing is not always why an opportunity does."""

    _inherit = "crm.lost.reason"

    lead_type = fields.Selection(
        selection=[("lead", "Leads"), ("opportunity", "Opportunities"), ("both", "Both")],
        string="For",
        default="both",
        required=True,
        help="Where the reason is offered.",
    )
