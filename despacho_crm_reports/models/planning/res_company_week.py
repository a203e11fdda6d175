from odoo import fields, models


class ResCompany(models.Model):
    """How the firm looks back at its weeks and plans them."""

    _inherit = "res.company"

    week_report = fields.Boolean(
        string="The week is written on Fridays",
        default=True,
        prefetch="planning",
        help="On Friday at noon everybody finds what they did and what comes next week, also by e-mail.",
    )
    week_proposals = fields.Integer(
        string="Clients and prospects proposed for each week",
        default=5,
        required=True,
        prefetch="planning",
        help="Those of most priority with whom nothing is planned.",
    )

    _check_week_proposals = models.Constraint(
        "CHECK (week_proposals BETWEEN 0 AND 50)", "From 0 to 50 clients and prospects are proposed for a week."
    )


class DespachoFirmRulesMixin(models.AbstractModel):
    _inherit = "despacho.firm.rules.mixin"

    week_report = fields.Boolean(related="company_id.week_report", readonly=False)
    week_proposals = fields.Integer(related="company_id.week_proposals", readonly=False)
