from odoo import fields, models


class ResCompany(models.Model):
    """From how many companies on something is told of a segment."""

    _inherit = "res.company"

    portfolio_fewest = fields.Integer(
        string="Fewest companies to tell something of them",
        default=5,
        required=True,
        help="Of segments with fewer clients nothing is told: it would say much of a client and little of a segment.",
        prefetch="portfolio",
    )
    portfolio_on = fields.Datetime(string="Portfolio made on", readonly=True, copy=False, prefetch="portfolio")

    _check_portfolio_fewest = models.Constraint(
        "CHECK (portfolio_fewest >= 2)", "Of fewer than two companies nothing can be told without saying who they are."
    )


class DespachoFirmRulesMixin(models.AbstractModel):
    """The rules of the analysis of the portfolio."""

    _inherit = "despacho.firm.rules.mixin"

    portfolio_fewest = fields.Integer(related="company_id.portfolio_fewest", readonly=False)
