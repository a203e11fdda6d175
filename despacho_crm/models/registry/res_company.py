from odoo import api, fields, models

from ...tools.territory import plain


class ResCompany(models.Model):
    """Which new companies the firm wants to hear of."""

    _inherit = "res.company"

    registry_state_ids = fields.Many2many(
        "res.country.state",
        "despacho_registry_company_state_rel",
        string="Provinces of new companies",
        domain=[("country_id.code", "=", "ES")],
        help="New companies of these provinces are kept as candidates. Empty: of the firm's own province.",
    )
    registry_words = fields.Char(
        string="Words of their object",
        help="Only new companies whose object has one of these words, separated by commas. Empty: all of them.",
        prefetch="registry",
    )
    registry_days = fields.Integer(
        string="Days that they are kept",
        default=180,
        help="New companies that nobody took, and what was not of ours, are deleted after so many days. 0: never.",
        prefetch="registry",
    )

    _check_registry_days = models.Constraint("CHECK (registry_days >= 0)", "The days are zero or more.")

    @api.model
    def _registry_get_days(self):
        """Return for how many days the firm keeps what is not of its own: the most of its companies, 0 for ever."""
        # sudo: what each company keeps decides on what is read and deleted for all
        days = self.sudo().search([("active", "=", True)]).mapped("registry_days")
        return max(days, default=0) if all(days) else 0

    def _registry_get_words(self):
        """Return the words that the object of a new company has to have one of, in the form in which it is compared."""
        self.ensure_one()
        return [word for said in (self.registry_words or "").split(",") if (word := plain(said))]
