from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    need_reminder_days = fields.Integer(
        string="Days before a future need",
        default=15,
        help="How many days before a future need comes up its owner is reminded.",
        prefetch="need",
    )

    _check_need_reminder_days = models.Constraint(
        "CHECK (need_reminder_days >= 0)", "The days before a future need are zero or more."
    )
