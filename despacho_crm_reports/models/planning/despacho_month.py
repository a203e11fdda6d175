from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.planning import borders

STATES = [("plan", "Being planned"), ("running", "Under way"), ("closed", "Month closed")]
#: What only the program and its buttons write.
_DERIVED = frozenset(
    {
        *("date", "user_id", "team_id", "scope", "company_id", "state"),
        *("counted_on", "closed_on", "closed_by", "asked_on"),
    }
)
#: What people write of a month themselves.
_TYPED = frozenset({"remarks", "conclusions"})


class DespachoMonth(models.Model):
    """What a person sets out to do in a month, and what was done of it; the month of a team adds up its people's.

    It is proposed before the month begins (``despacho_month_propose.py``), begins with it, and is closed once it has
    ended: from then on nothing of it changes. Done is what the records say (``despacho.planning.facts``).
    """

    _name = "despacho.month"
    _description = "Objectives of a month"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, team_id, user_id, id"

    date = fields.Date(string="Month", required=True, readonly=True, index=True, help="Its first day.")
    date_end = fields.Date(string="Last day", compute="_compute_date_end")
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Empty in the month of a team.",
    )
    team_id = fields.Many2one(
        "crm.team",
        string="Team",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The team, or that of the person when the month was prepared.",
    )
    scope = fields.Selection(
        [("person", "A person"), ("team", "A team")], string="Whose", compute="_compute_scope", store=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(STATES, required=True, default="plan", readonly=True, index=True, tracking=True)
    line_ids = fields.One2many("despacho.month.line", "month_id", string="Objectives")
    work_ids = fields.One2many("despacho.month.work", "month_id", string="Work to do")
    remarks = fields.Text(string="Remarks at the beginning", help="What this month is about, what may get in the way.")
    conclusions = fields.Text(string="Conclusions at the end", help="What to do otherwise next month.")
    counted_on = fields.Datetime(string="Counted on", readonly=True)
    closed_on = fields.Datetime(string="Month closed on", readonly=True)
    closed_by = fields.Many2one("res.users", string="Month closed by", readonly=True, ondelete="set null")

    _first_day = models.Constraint("CHECK (EXTRACT(DAY FROM date) = 1)", "A month is named by its first day.")
    _whose = models.Constraint(
        "CHECK (user_id IS NOT NULL OR team_id IS NOT NULL)", "A month is of a person or of a team."
    )
    _once_person = models.UniqueIndex(
        "(company_id, date, user_id) WHERE user_id IS NOT NULL", "This person has the objectives of that month already."
    )
    _once_team = models.UniqueIndex(
        "(company_id, date, team_id) WHERE user_id IS NULL", "This team has the objectives of that month already."
    )

    @api.depends("date")
    def _compute_date_end(self):
        for month in self:
            month.date_end = month.date and borders.month(month.date)[1]

    @api.depends("user_id")
    def _compute_scope(self):
        for month in self:
            month.scope = "person" if month.user_id else "team"

    # What people may write

    def write(self, vals):
        if not self.env.su:
            if not _DERIVED.isdisjoint(vals):
                raise AccessError(self.env._("Months are prepared, begun and closed by their buttons."))
            if not _TYPED.isdisjoint(vals):
                self._check_not_closed()
        return super().write(vals)

    def _check_not_closed(self):
        for month in self:
            if month.state == "closed":
                raise UserError(
                    self.env._("«%(month)s» is closed: what it says stays as it was.", month=month.display_name)
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_closed(self):
        self._check_not_closed()

    # Whose it is

    def _get_people(self):
        """Return the people whose work the month counts: those of a team are who have their month in it."""
        self.ensure_one()
        return self.user_id or self._get_people_months().user_id

    def _get_people_months(self):
        """Return the months of the people of these teams."""
        # sudo: a team adds up all of its people, whoever looks at it
        return self.sudo().search(
            [
                ("team_id", "in", self.filtered(lambda month: not month.user_id).team_id.ids),
                ("user_id", "!=", False),
                ("date", "in", self.mapped("date")),
                ("company_id", "in", self.company_id.ids),
            ]
        )

    def _get_team_months(self):
        """Return the months of the teams of these people."""
        # sudo: what a person changes counts for the team, which that person may not see
        return self.sudo().search(
            [
                ("team_id", "in", self.team_id.ids),
                ("user_id", "=", False),
                ("date", "in", self.mapped("date")),
                ("company_id", "in", self.company_id.ids),
            ]
        )

    def _get_leader(self):
        self.ensure_one()
        return self.team_id.user_id

    def _may_direct(self):
        """Whether the current user leads the team of the month, or manages the CRM."""
        self.ensure_one()
        return self._get_leader() == self.env.user or self.env.user.has_group("despacho_crm.group_manager")

    # Days

    @api.model
    def _today(self, company):
        return self.env["despacho.planning.facts"].with_company(company)._today()

    def _has_ended(self):
        self.ensure_one()
        return self.date_end < self._today(self.company_id)

    def _get_revision_end(self):
        """Return the last day on which a person may still change the objectives of the month."""
        self.ensure_one()
        return self.date + timedelta(days=self.company_id.month_days - 1)
