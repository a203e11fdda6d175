from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
]
#: The most that a feeding brings in a week: more than that is a purchased list, and there is an import for it.
MOST = 500


class DespachoFeeding(models.Model):
    """New prospects of a profile, week after week, at the pace that the people who will call them can keep.

    It works with the rights of whoever answers for it (``user_id``), in its company.
    """

    _name = "despacho.feeding"
    _description = "Feeding of the Base"
    _inherit = ["mail.thread"]
    _order = "state, name, id"

    name = fields.Char(required=True, tracking=True)
    profile_id = fields.Many2one(
        "despacho.target.profile", required=True, index=True, ondelete="restrict", tracking=True
    )
    company_id = fields.Many2one(related="profile_id.company_id", store=True, index=True)
    state = fields.Selection(
        [("draft", "In preparation"), ("running", "Under way"), ("paused", "Paused"), ("exhausted", "Nobody left")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Answers for it",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        tracking=True,
    )
    owner_ids = fields.Many2many(
        "res.users",
        string="For whom",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="They take turns: each gets as many new leads as the others. Empty: for whoever answers for it.",
    )
    team_id = fields.Many2one("crm.team", string="Team", domain="[('company_id', 'in', (False, company_id))]")
    service_line_ids = fields.Many2many("product.category", string="What to offer them")
    per_week = fields.Integer(string="New ones each week", required=True, default=20, tracking=True)
    weekday = fields.Selection(WEEKDAYS, string="On the day", required=True, default="0")
    preference = fields.Selection(
        [("size", "The largest first"), ("founded", "The newest first"), ("near", "The nearest to us first")],
        string="Which ones first",
        required=True,
        default="size",
        help="The nearest are those whose postcode begins like ours.",
    )
    with_new = fields.Boolean(
        string="Also those just founded",
        help="Before those of the census, the new companies of the profile that the register published: they come "
        "without NIF, which has to be asked.",
    )
    open_limit = fields.Integer(
        string="Untouched at most",
        default=40,
        help="Whoever has so many of these leads that nobody has contacted yet gets no more until they do. "
        "Zero: no limit.",
    )
    balancing = fields.Text(
        string="Why we may contact them",
        tracking=True,
        help="The legitimate interest of the firm, weighed against theirs: which service, why it may be useful to "
        "companies like these, where the data come from and how they can say no. It goes with each lead.",
    )
    next_date = fields.Date(string="Next time", readonly=True, copy=False)
    week_ids = fields.One2many("despacho.feeding.week", "feeding_id", string="Weeks", readonly=True, copy=False)

    _pace = models.Constraint(f"CHECK (per_week BETWEEN 1 AND {MOST})", f"Say how many each week, from 1 to {MOST}.")
    _limit = models.Constraint("CHECK (open_limit >= 0)", "The most that may be untouched is zero or more.")

    @api.constrains("state", "balancing")
    def _check_balancing(self):
        for feeding in self:
            if feeding.state == "running" and not (feeding.balancing or "").strip():
                raise ValidationError(
                    self.env._(
                        "Before «%(feeding)s» begins, write down why the firm may contact these companies: "
                        "which service, why it may be useful to them, and where the data come from.",
                        feeding=feeding.name,
                    )
                )

    # ------------------------------------------------------------
    # WHEN
    # ------------------------------------------------------------

    def write(self, vals):
        result = super().write(vals)
        if "weekday" in vals:
            for feeding in self.filtered(lambda feeding: feeding.state == "running"):
                feeding.next_date = feeding._get_next_date()
        return result

    def _today(self):
        return fields.Date.context_today(self.with_context(tz=self.company_id.partner_id.tz or "Europe/Madrid"))

    def _get_next_date(self, after=None):
        """Return the first of its weekdays after the day ``after``, or from today on."""
        first = after + timedelta(days=1) if after else self._today()
        return first + timedelta(days=(int(self.weekday) - first.weekday()) % 7)

    def action_start(self):
        """Begin, or go on, on its next weekday."""
        for feeding in self:
            feeding.write({"state": "running", "next_date": feeding._get_next_date()})

    def action_pause(self):
        self.write({"state": "paused", "next_date": False})

    def action_feed_now(self):
        """Bring those of this week without waiting for its day."""
        self.ensure_one()
        # Whichever company the person works in: who is known, and whose the leads are, is that of the feeding.
        week = self.with_company(self.company_id)._feed(self._today())
        if week:
            return week.action_view_leads()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "warning", "message": self._why_nobody()},
        }

    def action_view_leads(self):
        self.ensure_one()
        return self.week_ids.action_view_leads()
