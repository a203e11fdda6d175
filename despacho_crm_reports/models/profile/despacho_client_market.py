from odoo import fields, models

from odoo.addons.despacho_crm.models.segmentation.despacho_company_year import SIZES

from .despacho_client_profile_row import BANDS


class DespachoClientMarket(models.Model):
    """The companies of a sector and a size that are no clients, and what may be expected of them."""

    _name = "despacho.client.market"
    _description = "Size of the Market"
    _inherit = ["despacho.client.profile.row"]
    _order = "profile_id, revenue desc, id"
    _rec_name = "sector_id"

    profile_id = fields.Many2one(index=True)
    sector_id = fields.Many2one("despacho.cnae", string="Sector", readonly=True, ondelete="cascade")
    size_class = fields.Selection(SIZES, string="Size", readonly=True)
    companies = fields.Integer(
        string="No clients yet", readonly=True, help="Companies of the census that are no clients."
    )
    clients = fields.Integer(string="Clients now", readonly=True, help="Without natural persons.")
    sold = fields.Monetary(string="They buy in a year", readonly=True)
    score = fields.Float(string="Points", readonly=True, aggregator="avg", digits=(16, 2))
    band = fields.Selection(BANDS, string="Likeness", readonly=True)
    expected = fields.Float(
        string="Expected clients",
        readonly=True,
        digits=(16, 1),
        help="If the firm won there the share that it has of such companies; where it has few, of all of them.",
    )
    expected_low = fields.Float(string="At least", readonly=True, aggregator=None, digits=(16, 1))
    expected_high = fields.Float(string="At most", readonly=True, aggregator=None, digits=(16, 1))
    revenue = fields.Monetary(string="Expected revenue in a year", readonly=True)
    revenue_low = fields.Monetary(
        string="Revenue, at least",
        readonly=True,
        aggregator=None,
        help="With the fewest clients, and the least that they may buy: those of now buy very different amounts.",
    )
    revenue_high = fields.Monetary(
        string="Revenue, at most",
        readonly=True,
        aggregator=None,
        help="With the most clients, and the most that they may buy: those of now buy very different amounts.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    def action_view_companies(self):
        """Open the companies of the census that are counted here."""
        self.ensure_one()
        return self.profile_id._open_census(
            self.sector_id.display_name or self.env._("Sector not known"),
            self.profile_id._market_domain(self.sector_id, self.size_class),
        )

    def action_target_profile(self):
        """Make of these rows a target profile, with which the base is fed."""
        return self.profile_id._create_target_profile(
            self.sector_id, set(self.mapped("size_class")) - {False}, self.profile_id._market_states()
        )
