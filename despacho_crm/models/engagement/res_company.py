from odoo import fields, models


class ResCompany(models.Model):
    """What a firm decides about its engagement letters."""

    _inherit = "res.company"

    engagement_mandatory = fields.Boolean(
        string="Signed engagement letter required",
        help="No quotation is confirmed and no opportunity won before its client has signed the engagement letter.",
        prefetch="engagement",
    )
    engagement_signatory_id = fields.Many2one(
        "res.users",
        string="Signs for the firm",
        help="Whose name, NIF and position the engagement letters say, unless the quotation says another.",
        prefetch="engagement",
    )
    engagement_notice_days = fields.Integer(
        string="Days of notice to end an engagement",
        default=30,
        help="With how much notice either side may end an engagement.",
        prefetch="engagement",
    )
    engagement_court = fields.Char(
        string="Courts of",
        help="The town whose courts decide; that of the firm when empty.",
        prefetch="engagement",
    )
    engagement_conditions = fields.Html(
        string="Further conditions",
        translate=True,
        help="They are printed in every engagement letter, after those that it always has.",
        prefetch="engagement",
    )

    _check_engagement_notice_days = models.Constraint(
        "CHECK (engagement_notice_days >= 0)", "The days of notice to end an engagement are zero or more."
    )
