from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ...tools.profile.best import MEASURES

#: What the firm's own definition of its best clients consists of: other ones, another profile.
DEFINITION = (*(f"weight_{name}" for name in MEASURES), "best_share", "least_value", "compared", "company_id")
#: What follows from a calculation: nobody writes it by hand.
CALCULATED = frozenset(
    {
        *("state", "calculated_on", "client_count", "best_count", "other_count"),
        *("base_points", "trial_area", "trial_low", "trial_high", "lift", "market_spread", "failed_on"),
    }
)
STATES = [("draft", "To be calculated"), ("few", "Too few data"), ("ready", "Calculated")]


class DespachoClientProfile(models.Model):
    """Who the best clients of a company are, what they have in common, and who is like them.

    The definition is the firm's: what it values, and how much. What follows from it is made anew at each
    calculation, all at once, in rows of their own (weights, cells, scores, market).
    """

    _name = "despacho.client.profile"
    _description = "Profile of the Best Clients"
    _inherit = ["mail.thread"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    sequence = fields.Integer(default=10, help="The first one of a company says how alike candidates are.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, index=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(STATES, default="draft", required=True, readonly=True, copy=False)

    weight_value = fields.Integer(
        string="What they buy", default=50, tracking=True, help="What was invoiced in the last twelve months."
    )
    weight_growth = fields.Integer(
        string="How it grows", default=20, tracking=True, help="Those twelve months against the twelve before."
    )
    weight_services = fields.Integer(
        string="How many services", default=20, tracking=True, help="Different service lines of the last two years."
    )
    weight_payment = fields.Integer(
        string="How they pay",
        default=10,
        tracking=True,
        help="Days after the due day, on average, of the invoices of the last two years.",
    )
    best_share = fields.Integer(
        string="The best are (%)", default=20, tracking=True, help="Of the clients, those with most points."
    )
    least_value = fields.Monetary(
        string="And bought at least", tracking=True, help="In the last twelve months. Zero: whatever they bought."
    )
    compared = fields.Selection(
        [("clients", "The other clients, former ones too"), ("base", "Everybody else in the base, prospects too")],
        string="Compared with",
        default="clients",
        required=True,
        tracking=True,
        help="A firm with few clients learns more if its prospects count among the others.",
    )

    calculated_on = fields.Datetime(readonly=True, copy=False)
    failed_on = fields.Datetime(
        readonly=True, copy=False, help="When it could not be calculated again: what is shown is of the time before."
    )
    client_count = fields.Integer(string="Clients", readonly=True, copy=False)
    best_count = fields.Integer(string="Best clients", readonly=True, copy=False)
    other_count = fields.Integer(string="The others", readonly=True, copy=False)
    refusal = fields.Char(string="What is missing", compute="_compute_refusal")
    base_points = fields.Float(string="Points of whom nothing is known", readonly=True, copy=False)
    weight_ids = fields.One2many("despacho.client.weight", "profile_id", string="What speaks for and against")
    score_ids = fields.One2many("despacho.client.score", "profile_id", string="Who is like them")
    market_ids = fields.One2many("despacho.client.market", "profile_id", string="Market")

    _shares = models.Constraint("CHECK (best_share BETWEEN 1 AND 50)", "The best are from 1 to 50 % of the clients.")
    _weights = models.Constraint(
        "CHECK (LEAST(weight_value, weight_growth, weight_services, weight_payment) >= 0"
        " AND weight_value + weight_growth + weight_services + weight_payment > 0)",
        "No weight is below zero, and at least one is more.",
    )

    @api.constrains("least_value")
    def _check_least_value(self):
        if any(profile.least_value < 0 for profile in self):
            raise ValidationError(self.env._("What the best bought at least cannot be less than zero."))

    @api.model_create_multi
    def create(self, vals_list):
        self._check_calculated(*vals_list)
        # Nor does it come as a default value.
        fresh = {**dict.fromkeys(CALCULATED, False), "state": "draft"}
        return super().create([{**fresh, **vals} for vals in vals_list])

    @api.model
    def _check_calculated(self, *vals_list):
        if not self.env.su and any(not CALCULATED.isdisjoint(vals) for vals in vals_list):
            raise UserError(self.env._("What a profile says follows from the data: nobody writes it by hand."))

    def write(self, vals):
        self._check_calculated(vals)
        if "company_id" in vals:
            moved = self.filtered(lambda profile: profile.company_id.id != vals["company_id"])
            if moved.filtered("calculated_on"):
                raise UserError(self.env._("A profile that was calculated stays in its company: make another one."))
        result = super().write(vals)
        if not vals.keys().isdisjoint(DEFINITION):
            self._forget()
        return result

    def copy_data(self, default=None):
        return [
            {**vals, "name": self.env._("%(name)s (copy)", name=profile.name)}
            for profile, vals in zip(self, super().copy_data(default), strict=True)
        ]

    def _get_weights(self):
        """Return {measure: how much it counts}."""
        self.ensure_one()
        return {name: self[f"weight_{name}"] for name in MEASURES}

    def _forget(self):
        """With another definition, what was calculated is of nobody."""
        self.env.flush_all()
        for model in ("weight", "cell", "score", "market"):
            rows = self.env[f"despacho.client.{model}"]
            # There may be one for each contact of the base, and nothing points to them.
            self.env.cr.execute(
                SQL("DELETE FROM %s WHERE profile_id = ANY(%s)", SQL.identifier(rows._table), list(self.ids))
            )
            rows.invalidate_model()
        self.invalidate_recordset(["weight_ids", "score_ids", "market_ids"])
        # sudo: what was calculated is written by the calculation alone
        self.sudo().with_context(tracking_disable=True).write({**dict.fromkeys(CALCULATED, False), "state": "draft"})

    @api.model
    def _of_company(self, company):
        """Return the profile that speaks for ``company``: its first one that is calculated."""
        return self.search([("company_id", "=", company.id), ("state", "=", "ready")], limit=1)
