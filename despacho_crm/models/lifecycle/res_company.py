from odoo import api, fields, models


class ResCompany(models.Model):
    """What the firm understands by client, by warm and by urgent."""

    _inherit = "res.company"

    lifecycle_client_months = fields.Integer(
        string="Months without invoices to be a former client",
        default=15,
        required=True,
        help="Whoever signed or was invoiced within these months is a client. Yearly services need more than twelve.",
        prefetch="lifecycle",
    )
    lifecycle_hot_days = fields.Integer(
        string="Days that a sign of interest is hot",
        default=30,
        required=True,
        help="An opportunity, a quotation or an «interested» of these days makes somebody hot; afterwards, warm.",
        prefetch="lifecycle",
    )
    lifecycle_warm_days = fields.Integer(
        string="Days that a sign of interest is warm",
        default=180,
        required=True,
        help="Older signs of interest say nothing any more.",
        prefetch="lifecycle",
    )
    lifecycle_hot_chance = fields.Integer(
        string="Chance from which somebody is hot (%)",
        default=70,
        required=True,
        prefetch="lifecycle",
    )
    lifecycle_warm_chance = fields.Integer(
        string="Chance from which somebody is warm (%)",
        default=30,
        required=True,
        prefetch="lifecycle",
    )
    lifecycle_observations = fields.Integer(
        string="Observations needed to speak of a habit",
        default=5,
        required=True,
        help="With fewer, nothing is said of the usual day and hour nor of the channel that works.",
        prefetch="lifecycle",
    )
    priority_weight_potential = fields.Integer(
        string="Weight of the potential", default=40, required=True, prefetch="lifecycle"
    )
    priority_weight_date = fields.Integer(
        string="Weight of the next action's date", default=35, required=True, prefetch="lifecycle"
    )
    priority_weight_purchases = fields.Integer(
        string="Weight of the purchases", default=25, required=True, prefetch="lifecycle"
    )
    priority_full_potential = fields.Monetary(
        string="Potential that gets all its points",
        default=6000.0,
        required=True,
        help="Estimated purchases in a year from which the potential counts fully.",
        prefetch="lifecycle",
    )
    priority_full_purchases = fields.Monetary(
        string="Purchases that get all their points",
        default=6000.0,
        required=True,
        help="Invoiced in the last twelve months from which the purchases count fully.",
        prefetch="lifecycle",
    )
    call_min_score = fields.Integer(
        string="Priority from which somebody is called",
        default=40,
        required=True,
        help="Whoever has this priority or more is in «Whom to call today» although no action is due.",
        prefetch="lifecycle",
    )
    call_rest_days = fields.Integer(
        string="Days of rest after a contact",
        default=7,
        required=True,
        help="Whoever was contacted within these days is not called again, unless an action is due.",
        prefetch="lifecycle",
    )
    # Where the nightly job got to, so that it goes on from there when it is cut short.
    lifecycle_job_on = fields.Date(
        string="Day of the update under way", readonly=True, copy=False, prefetch="lifecycle"
    )
    lifecycle_job_id = fields.Integer(string="Last contact updated", readonly=True, copy=False, prefetch="lifecycle")
    lifecycle_job_done = fields.Datetime(
        string="Base brought up to date on", readonly=True, copy=False, prefetch="lifecycle"
    )

    _check_lifecycle_times = models.Constraint(
        "CHECK (lifecycle_client_months > 0 AND lifecycle_hot_days > 0 AND lifecycle_warm_days >= lifecycle_hot_days)",
        "The months and days of qualification are more than zero, and a warm sign lasts at least as long as a hot one.",
    )
    _check_lifecycle_chances = models.Constraint(
        "CHECK (lifecycle_warm_chance BETWEEN 1 AND 100"
        " AND lifecycle_hot_chance BETWEEN lifecycle_warm_chance AND 100)",
        "The chances go from 1 to 100 %, and that of hot is not lower than that of warm.",
    )
    _check_lifecycle_observations = models.Constraint(
        "CHECK (lifecycle_observations >= 2)", "A habit needs at least two observations."
    )
    _check_priority_weights = models.Constraint(
        "CHECK (priority_weight_potential >= 0 AND priority_weight_date >= 0 AND priority_weight_purchases >= 0"
        " AND priority_weight_potential + priority_weight_date + priority_weight_purchases > 0)",
        "No weight of the priority is below zero, and at least one is more.",
    )
    _check_priority_amounts = models.Constraint(
        "CHECK (priority_full_potential > 0 AND priority_full_purchases > 0)",
        "The amounts that get all the points are more than zero.",
    )

    def write(self, vals):
        result = super().write(vals)
        if any(name.startswith(("lifecycle_", "priority_")) for name in vals):
            # Other thresholds, other qualification: the whole base, in batches, not while somebody waits.
            self.env["res.partner"]._lifecycle_trigger_job()
        return result

    @api.model
    def _lifecycle_reference(self):
        """Return the company whose rules and currency hold for the partners that all companies share."""
        # sudo: the same for every user, whatever companies they belong to.
        return self.sudo().with_context(active_test=True).search([], order="id", limit=1)
