from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ...tools.planning import borders

STATES = [("draft", "To confirm"), ("confirmed", "Confirmed")]
#: What is written by the person; the rest writes itself.
_OPEN = frozenset({"notes", "line_ids"})
#: The figures that lists show.
_SHOWN = ("calls", "visits", "proposals", "won", "clients")


class DespachoWeek(models.Model):
    """The week of a person: what was done, with its results, and what comes in the next one.

    It writes itself; the person corrects what comes and confirms it, and from then on it stays as it was.
    """

    _name = "despacho.week"
    _description = "Week of a person"
    _order = "date desc, user_id, id"

    user_id = fields.Many2one(
        "res.users", string="Person", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(string="Monday", required=True, readonly=True, index=True)
    date_end = fields.Date(string="Sunday", compute="_compute_days")
    next_date = fields.Date(string="Next Monday", compute="_compute_days")
    next_end = fields.Date(string="Next Sunday", compute="_compute_days")
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, index=True)
    fact_ids = fields.One2many("despacho.week.fact", "week_id", string="Done in the week", readonly=True)
    # Of what nobody does each week it is only said when somebody did it.
    shown_fact_ids = fields.One2many(
        "despacho.week.fact",
        "week_id",
        string="What was done, without what was not",
        readonly=True,
        domain=["|", ("count", "!=", 0), ("kind", "in", _SHOWN)],
    )
    line_ids = fields.One2many("despacho.week.line", "week_id", string="What comes")
    notes = fields.Text(help="What the figures do not say.")
    written_on = fields.Datetime(string="Figures as of", readonly=True)
    confirmed_on = fields.Datetime(string="Confirmed on", readonly=True)
    confirmed_by = fields.Many2one("res.users", string="Confirmed by", readonly=True, ondelete="set null")
    mailed_on = fields.Datetime(string="Sent by e-mail on", readonly=True)
    calls = fields.Integer(compute="_compute_figures")
    visits = fields.Integer(compute="_compute_figures")
    proposals = fields.Integer(string="Quotations", compute="_compute_figures")
    won = fields.Integer(compute="_compute_figures")
    won_amount = fields.Monetary(string="Amount won", compute="_compute_figures")
    clients = fields.Integer(string="New clients", compute="_compute_figures")
    planned_count = fields.Integer(string="Things planned", compute="_compute_lines")
    late_count = fields.Integer(string="Late", compute="_compute_lines")
    may_write = fields.Boolean(compute="_compute_may_write")

    _one_per_person = models.UniqueIndex("(user_id, company_id, date)")
    _monday = models.Constraint("CHECK (EXTRACT(ISODOW FROM date) = 1)", "A week begins on Monday.")

    @api.depends("date")
    def _compute_days(self):
        for week in self:
            week.date_end = week.date and week.date + timedelta(days=borders.DAYS - 1)
            week.next_date = week.date and week.date + timedelta(days=borders.DAYS)
            week.next_end = week.date and week.date + timedelta(days=2 * borders.DAYS - 1)

    @api.depends("date", "user_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for week in self:
            week.display_name = self.env._(
                "%(person)s · week of %(monday)s",
                person=week.user_id.name,
                monday=format_date(self.env, week.date),
            )

    @api.depends("fact_ids.count", "fact_ids.amount")
    def _compute_figures(self):
        rows = self.env["despacho.week.fact"]._read_group(
            [("week_id", "in", self.ids), ("kind", "in", _SHOWN)], ["week_id", "kind"], ["count:sum", "amount:sum"]
        )
        counts = {(week.id, kind): (count, amount) for week, kind, count, amount in rows}
        for week in self:
            for name in _SHOWN:
                week[name] = counts.get((week._origin.id, name), (0, 0))[0]
            week.won_amount = counts.get((week._origin.id, "won"), (0, 0))[1]

    @api.depends("line_ids.source", "line_ids.decision")
    def _compute_lines(self):
        for week in self:
            kept = week.line_ids.filtered(lambda line: line.decision != "drop")
            week.planned_count = len(kept)
            week.late_count = len(week.line_ids.filtered(lambda line: line.source == "late"))

    @api.depends("user_id", "state")
    @api.depends_context("uid")
    def _compute_may_write(self):
        """Each one writes and confirms one's own; a manager, those of all."""
        manages = self.env.user.has_group("despacho_crm.group_manager")
        for week in self:
            week.may_write = week.state == "draft" and (manages or week.user_id == self.env.user)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("Weeks write themselves: open «My weekly report» to find yours."))
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self._check_open()
            if not _OPEN.issuperset(vals):
                raise AccessError(
                    self.env._("Of a week only the notes and what comes are written; it is confirmed with its button.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        self._check_open()

    def _check_open(self):
        """What is confirmed stays as it was, whoever writes and from wherever."""
        for week in self:
            if week.state == "confirmed":
                raise UserError(
                    self.env._(
                        "«%(week)s» is confirmed: what was done and what was planned stay as they were. "
                        "What changes now is changed in the agenda.",
                        week=week.display_name,
                    )
                )

    def action_refresh(self):
        """Write again what was done and what comes, and keep what the person decided."""
        self.check_access("write")
        self._check_open()
        self._fill()
        return True

    @api.model
    def action_open_mine(self):
        """Open the week that one has to confirm, or that of these days."""
        facts = self.env["despacho.planning.facts"]
        monday, _sunday = borders.week(facts._today())
        mine = [("user_id", "=", self.env.uid), ("company_id", "=", self.env.company.id)]
        last = self.search([*mine, ("state", "=", "draft"), ("date", "<", monday)], order="date desc", limit=1)
        # What is open of the week before is what has to be confirmed; what is older has gone by.
        week = last if last.date == monday - timedelta(days=borders.DAYS) else last.browse()
        week._complete()
        week = week or self._of_person(self.env.user, self.env.company, monday)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("My weekly report"),
            "res_model": self._name,
            "res_id": week.id,
            "views": [(False, "form")],
        }

    @api.model
    def _of_person(self, user, company, monday):
        """Return the week of a person, written now where it is not yet."""
        week = self.search([("user_id", "=", user.id), ("company_id", "=", company.id), ("date", "=", monday)])
        if not week:
            # sudo: weeks write themselves
            week = self.sudo().create({"user_id": user.id, "company_id": company.id, "date": monday})
            week._fill()
        return week.with_env(self.env)
