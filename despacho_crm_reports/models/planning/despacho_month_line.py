from itertools import chain

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import float_compare, float_is_zero

KINDS = [
    ("calls", "Calls"),
    ("visits", "Visits and meetings"),
    ("proposals", "Proposals sent"),
    ("clients", "New clients"),
    ("revenue", "Revenue won"),
    ("actions", "Commercial actions"),
]
#: Those that are money.
MONEY = frozenset({"revenue"})
#: What each one is among the facts of the planning: the kind, and whether it is counted or added up.
FACTS = {
    "calls": ("calls", "count"),
    "visits": ("visits", "count"),
    "proposals": ("proposals", "count"),
    "clients": ("clients", "count"),
    "revenue": ("won", "amount"),
    "actions": ("actions", "count"),
}
_DIGITS = (16, 2)
#: What a person writes at the beginning, and at the end.
_AIMED = frozenset({"target", "reason"})
_EXPLAINED = frozenset({"deviation_reason"})


class DespachoMonthLine(models.Model):
    """An objective of a month: what was proposed and why, what is aimed at, what was done."""

    _name = "despacho.month.line"
    _description = "Objective of a month, by kind"
    _order = "month_id, sequence, id"
    _rec_name = "kind"

    month_id = fields.Many2one("despacho.month", required=True, readonly=True, index=True, ondelete="cascade")
    sequence = fields.Integer(readonly=True)
    kind = fields.Selection(KINDS, string="Objective", required=True, readonly=True)
    unit = fields.Char(compute="_compute_unit")
    last_year = fields.Float(
        string="Same month of last year",
        digits=_DIGITS,
        readonly=True,
        help="A month in which nothing at all was done does not count for what is proposed.",
    )
    recent = fields.Float(
        string="Mean of the last three months",
        digits=_DIGITS,
        readonly=True,
        help="Of those of them in which the person worked in the CRM.",
    )
    pipeline = fields.Float(
        string="In the pipeline",
        digits=_DIGITS,
        readonly=True,
        help="What the opportunities that should close in the month would bring, each by its probability.",
    )
    base_ids = fields.Json(
        string="Records on which the proposal rests", readonly=True, prefetch=False, export_string_translation=False
    )
    proposed = fields.Float(digits=_DIGITS, readonly=True)
    target = fields.Float(string="Aimed at", digits=_DIGITS)
    reason = fields.Char(string="Why not what was proposed")
    result = fields.Float(string="Last count", digits=_DIGITS, readonly=True)
    record_ids = fields.Json(string="Records counted", readonly=True, help="Noted when the month was closed.")
    done = fields.Float(string="Achieved", digits=_DIGITS, compute="_compute_done")
    deviation = fields.Float(digits=_DIGITS, compute="_compute_deviation", help="What was done less what was aimed at.")
    percent = fields.Float(string="Reached (%)", digits=(16, 0), compute="_compute_deviation")
    needs_reason = fields.Boolean(string="To be explained", compute="_compute_deviation")
    deviation_reason = fields.Char(string="Reason of the deviation")
    state = fields.Selection(related="month_id.state")
    scope = fields.Selection(related="month_id.scope")

    _once = models.UniqueIndex("(month_id, kind)", "That objective is in the month already.")
    _target_positive = models.Constraint("CHECK (target >= 0)", "An objective is zero or more.")

    def _compute_unit(self):
        for line in self:
            line.unit = line.month_id.currency_id.symbol if line.kind in MONEY else ""

    @api.depends("result", "month_id.state")
    def _compute_done(self):
        """What the records say; once the month is closed, what they said then."""
        live = self.month_id.filtered(lambda month: month.state != "closed")._count_done()
        for line in self:
            counted = live.get(line.month_id)
            line.done = counted[line.kind][0] if counted else line.result

    @api.depends("done", "target")
    def _compute_deviation(self):
        for line in self:
            line.deviation = line.done - line.target
            line.percent = 100 * line.done / line.target if line.target else 0
            short = 100 - line.month_id.company_id.month_tolerance
            line.needs_reason = bool(line.target) and float_compare(line.percent, short, precision_digits=2) < 0

    @api.constrains("target", "reason")
    def _check_reason(self):
        for line in self.filtered(lambda line: line.month_id.user_id):
            if not float_is_zero(line.target - line.proposed, precision_digits=2) and not (line.reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "«%(objective)s»: something else than what was proposed is aimed at. Say why beside it.",
                        objective=line.display_name,
                    )
                )

    @api.depends("kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for line in self:
            line.display_name = kinds.get(line.kind)

    # What people may write

    def write(self, vals):
        if not self.env.su:
            own = vals.keys() & self._fields.keys()
            if own - _AIMED - _EXPLAINED:
                raise AccessError(self.env._("What was proposed and what was done is counted by the program."))
            self.month_id._check_not_closed()
            if own & _AIMED:
                self._check_may_aim()
        result = super().write(vals)
        if "target" in vals:
            self.month_id.filtered("user_id")._get_team_months()._add_up()
        return result

    def _check_may_aim(self):
        for month in self.month_id:
            if not month.user_id:
                raise UserError(
                    self.env._(
                        "The objectives of «%(team)s» are those of its people: change them in their months.",
                        team=month.team_id.name,
                    )
                )
            late = month.state == "running" and month._today(month.company_id) > month._get_revision_end()
            if late and not month._may_direct():
                raise UserError(
                    self.env._(
                        "The objectives of «%(month)s» could be changed until %(day)s. Now only who leads the team or "
                        "manages the CRM changes them.",
                        month=month.display_name,
                        day=self.env["ir.qweb.field.date"].value_to_html(month._get_revision_end(), {}),
                    )
                )

    def action_open_done(self):
        """Open the records that are counted; of a closed month, those that were counted then."""
        self.ensure_one()
        self.check_access("read")
        month = self.month_id
        numbers = self.record_ids if self.state == "closed" else month._count_done()[month][self.kind][1]
        return month._open_records(FACTS[self.kind][0], self.display_name, numbers or [])

    def action_open_last_year(self):
        return self._open_base("last_year")

    def action_open_recent(self):
        return self._open_base("recent")

    def action_open_pipeline(self):
        return self._open_base("pipeline")

    def _open_base(self, name):
        """Open the records behind a figure on which the proposal rests; a team has those of its people."""
        self.ensure_one()
        self.check_access("read")
        month = self.month_id
        # sudo: a team adds up all of its people, whoever looks at it
        months = month.sudo() if month.user_id else month._get_people_months()
        lines = months.line_ids.filtered(lambda line: line.kind == self.kind)
        noted = [line.base_ids[name] for line in lines if line.base_ids]
        # Proposed before the records were noted: those of now.
        bases = lines.filtered(lambda line: not line.base_ids).month_id._get_bases()
        numbers = sorted({*chain(*noted, *(base[self.kind][name][1] for base in bases.values()))})
        label = self._fields[name]._description_string(self.env)
        return month._open_records(FACTS[self.kind][0], f"{self.display_name} · {label}", numbers)
