from odoo import fields, models


class ResCompany(models.Model):
    """How the firm plans its months."""

    _inherit = "res.company"

    month_days = fields.Integer(
        string="Days to look at the month",
        default=5,
        help="The first days of a month: until then each person changes the objectives of the month that begins, and "
        "says how the one that ended went. Afterwards that one closes by itself.",
        prefetch="planning",
    )
    month_tolerance = fields.Integer(
        string="Deviation that is not explained (%)",
        default=10,
        help="Whoever falls further short of an objective is asked why.",
        prefetch="planning",
    )

    _month_numbers = models.Constraint(
        "CHECK (month_days BETWEEN 1 AND 28 AND month_tolerance BETWEEN 0 AND 100)",
        "The days to look at the month are from 1 to 28, and the deviation is from 0 to 100 %.",
    )
