from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    privacy_block_months = fields.Integer(
        prefetch="rights",
        string="Months that blocked data are kept",
        default=36,
        help="Until liabilities lapse: very serious infringements of data protection do after three years.",
    )
    privacy_invoice_months = fields.Integer(
        prefetch="rights",
        string="Months that the data of invoices are kept",
        default=72,
        help="From the last invoice: the Commercial Code asks for six years.",
    )
    privacy_destroy_alone = fields.Boolean(
        prefetch="rights",
        string="Destroy what is due by itself",
        help="Without it, those of data protection are told, and press the button.",
    )
    privacy_link_hours = fields.Integer(
        prefetch="rights",
        string="Hours that a personal link serves",
        default=24,
        help="Of the page where a person sees their data.",
    )
    privacy_footer_days = fields.Integer(
        prefetch="rights",
        string="Days that the link of a message serves",
        default=90,
        help="Of the way out and the link to one's data at the foot of messages.",
    )

    # Without an end, what is signed would open for ever and what is blocked would be destroyed the same day.
    _check_privacy_periods = models.Constraint(
        "CHECK (privacy_block_months BETWEEN 1 AND 240 AND privacy_invoice_months BETWEEN 1 AND 240"
        " AND privacy_link_hours BETWEEN 1 AND 720 AND privacy_footer_days BETWEEN 1 AND 730)",
        "Blocked data and those of invoices are kept from 1 to 240 months; a personal link serves from 1 to 720 hours, "
        "and the link of a message from 1 to 730 days.",
    )

    def _privacy_person(self):
        """Return who of the company answers for data protection: the first that has the permission."""
        self.ensure_one()
        # sudo: who has a permission
        group = self.env.ref("despacho_crm.group_privacy").sudo()
        mine = group.all_user_ids.filtered(lambda user: user.active and not user.share and self in user.company_ids)
        return mine.sorted(lambda user: (user._is_superuser(), user.has_group("base.group_system"), user.id))[:1]
