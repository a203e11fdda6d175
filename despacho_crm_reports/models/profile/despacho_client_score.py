from odoo import api, fields, models

from .despacho_client_profile_row import BANDS, FEATURES

#: Fewer points say nothing.
_SAID = 0.05


class DespachoClientScore(models.Model):
    """How alike to the best clients a contact is; of the clients, also how good they are by the firm's definition."""

    _name = "despacho.client.score"
    _description = "Likeness to the Best Clients"
    _inherit = ["despacho.client.profile.row"]
    _order = "profile_id, score desc, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", string="Contact", required=True, readonly=True, ondelete="cascade")
    score = fields.Float(string="Points", readonly=True, aggregator="avg", digits=(16, 2))
    chance = fields.Float(
        string="Chance of being of the best", readonly=True, aggregator="avg", help="If it is, or were, a client."
    )
    band = fields.Selection(BANDS, string="Likeness", readonly=True)
    kind = fields.Selection(
        [("client", "Client"), ("former", "Former client"), ("prospect", "Prospect or lead")],
        string="Relation",
        readonly=True,
    )
    is_best = fields.Boolean(string="One of the best", readonly=True)
    value = fields.Monetary(string="Bought in 12 months", readonly=True)
    before = fields.Monetary(string="In the 12 before", readonly=True)
    services = fields.Integer(readonly=True, aggregator="avg", help="Different service lines in two years.")
    delay = fields.Float(
        string="Days late", readonly=True, aggregator="avg", digits=(16, 1), help="On average, in two years."
    )
    delay_known = fields.Boolean(readonly=True)
    points_total = fields.Float(
        string="How good (0 to 100)", readonly=True, aggregator="avg", digits=(16, 1), help="By the firm's definition."
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    why = fields.Char(string="Why", compute="_compute_why")

    _partner_idx = models.Index("(partner_id)")
    _order_idx = models.Index("(profile_id, kind, score DESC)")

    @api.depends("partner_id")
    @api.depends_context("lang")
    def _compute_why(self):
        weights = self.env["despacho.client.weight"].search([("profile_id", "in", self.profile_id.ids)])
        by_value = {(one.profile_id, one.feature, one[one.feature]): one for one in weights}
        for row in self:
            found = [by_value.get((row.profile_id, name, row.partner_id[name])) for name in FEATURES]
            found = sorted((one for one in found if one and abs(one.points) >= _SAID), key=lambda one: -abs(one.points))
            row.why = ", ".join(f"{one.display_name} ({one._said_points()})" for one in found)
