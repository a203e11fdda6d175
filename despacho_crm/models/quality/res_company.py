from odoo import fields, models


class ResCompany(models.Model):
    """How the firm looks after its base."""

    _inherit = "res.company"

    quality_dose = fields.Integer(
        string="Records to review a week",
        default=10,
        help="How many records each person reviews in a week, unless their own preferences say otherwise.",
        prefetch="quality",
    )
    quality_recheck_days = fields.Integer(
        string="Days until a record is reviewed again", default=90, prefetch="quality"
    )
    quality_fresh_months = fields.Integer(
        string="Months that what is known is up to date",
        default=18,
        help="Whoever was neither spoken with nor checked for longer is to be checked.",
        prefetch="quality",
    )

    _quality_numbers = models.Constraint(
        "CHECK (quality_dose >= 0 AND quality_recheck_days >= 0 AND quality_fresh_months > 0)",
        "Records and days are zero or more, and months at least one.",
    )
