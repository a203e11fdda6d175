from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...tools.planning import borders

SOURCES = [
    ("late", "Behind time"),
    ("due", "Due this week"),
    ("planned", "As planned"),
    ("meeting", "Meeting"),
    ("proposed", "Proposed"),
    ("added", "Added by hand"),
]
DECISIONS = [("keep", "Keep it"), ("move", "Move to another week"), ("drop", "Drop")]
#: What a person writes of what is there, and of what is added by hand.
_DECIDED = frozenset({"decision", "day"})
_ADDED = _DECIDED | {"name", "partner_id", "lead_id", "activity_type_id"}


class DespachoWeekLine(models.Model):
    """Something of next week: what is planned, what is late, whom it is worth to attend to."""

    _name = "despacho.week.line"
    _description = "What comes in a week"
    _order = "place, day, id"
    _rec_name = "name"

    week_id = fields.Many2one("despacho.week", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="week_id.company_id", store=True, index=True, precompute=True)
    may_write = fields.Boolean(related="week_id.may_write")
    source = fields.Selection(SOURCES, required=True, default="added", readonly=True)
    place = fields.Integer(compute="_compute_place", store=True, precompute=True)
    partner_id = fields.Many2one(
        "res.partner", string="Client or prospect", index="btree_not_null", ondelete="set null"
    )
    lead_id = fields.Many2one("crm.lead", string="Lead or opportunity", index="btree_not_null", ondelete="set null")
    activity_id = fields.Many2one(
        "mail.activity", string="Activity", readonly=True, index="btree_not_null", ondelete="set null"
    )
    activity_type_id = fields.Many2one("mail.activity.type", string="Type of activity", ondelete="set null")
    event_id = fields.Many2one(
        "calendar.event", string="Meeting", readonly=True, index="btree_not_null", ondelete="set null"
    )
    # Not stored: no name outlives its contact. Computed for all alike: whom one may not see has its line hidden.
    client_name = fields.Char(string="Who", compute="_compute_client_name", compute_sudo=True)
    name = fields.Char(string="What")
    why = fields.Char(readonly=True)
    date = fields.Date(string="It was for", readonly=True)
    decision = fields.Selection(DECISIONS, required=True, default="keep")
    day = fields.Date(
        string="Day",
        compute="_compute_day",
        store=True,
        readonly=False,
        precompute=True,
        help="On which day it is planned once the week is confirmed.",
    )

    _activity_once = models.UniqueIndex("(week_id, activity_id) WHERE activity_id IS NOT NULL")

    @api.depends("source")
    def _compute_place(self):
        places = {source: place for place, (source, _label) in enumerate(SOURCES)}
        for line in self:
            line.place = places.get(line.source, len(places))

    @api.depends("partner_id.display_name", "lead_id.display_name")
    def _compute_client_name(self):
        for line in self:
            line.client_name = line.partner_id.display_name or line.lead_id.display_name

    @api.depends("decision", "date", "week_id")
    def _compute_day(self):
        """Late things go to next Monday; what is moved, to the same day of the week after."""
        for line in self:
            first = line._first_day()
            if line.decision == "drop" or not first:
                line.day = False
                continue
            day = max(line.date or first, first)
            line.day = day + timedelta(days=borders.DAYS) if line.decision == "move" else day

    def _first_day(self):
        """Return the first day that it may have: that of next week, or its own while there is time this week."""
        self.ensure_one()
        week = self.week_id.with_company(self.week_id.company_id)
        ahead = self.source == "due" and week._is_under_way() and self.date >= week._today()
        return self.date if ahead else week.next_date

    def _let_pass(self):
        """Put on Monday what was to keep its day of this week, and let it pass."""
        for line in self.filtered(lambda line: line.source == "due" and line.day):
            first = line._first_day()
            if line.day < first:
                line.day = first

    @api.constrains("partner_id", "lead_id", "source")
    def _check_added(self):
        for line in self:
            if line.source == "added" and not (line.partner_id or line.lead_id):
                raise ValidationError(
                    self.env._("Say with whom «%(what)s» is: a client, a prospect or a lead.", what=line.name or "…")
                )

    @api.constrains("decision", "day", "source")
    def _check_day(self):
        for line in self.filtered(lambda line: line.week_id.state == "draft"):
            if line.source == "meeting" and line.decision != "keep":
                raise ValidationError(
                    self.env._(
                        "«%(what)s» is a meeting: it is moved or cancelled in the calendar, because other people "
                        "attend it.",
                        what=line.name or line.client_name or "",
                    )
                )
            first = line._first_day()
            if line.decision != "drop" and (not line.day or line.day < first):
                raise ValidationError(
                    self.env._(
                        "«%(what)s» needs a day from %(monday)s on. If it is not to be done, drop it.",
                        what=line.client_name or line.name or "",
                        monday=self.env["ir.qweb.field.date"].value_to_html(first, {}),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            self.env["despacho.week"].browse(vals["week_id"] for vals in vals_list if vals.get("week_id"))._check_open()
            vals_list = [
                {name: value for name, value in vals.items() if name in _ADDED | {"week_id"}} for vals in vals_list
            ]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self.week_id._check_open()
            for line in self:
                if not (_ADDED if line.source == "added" else _DECIDED).issuperset(vals):
                    raise AccessError(
                        self.env._(
                            "«%(what)s» comes from the agenda: here it is only kept, moved or dropped.",
                            what=line.name or line.client_name or "",
                        )
                    )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_planned(self):
        if self.env.su:
            return
        self.week_id._check_open()
        if any(line.source != "added" for line in self):
            raise UserError(self.env._("What comes from the agenda is not deleted here: choose «Drop»."))

    def action_keep(self):
        self.write({"decision": "keep"})

    def action_move(self):
        self.write({"decision": "move"})

    def action_drop(self):
        self.write({"decision": "drop"})

    def action_open(self):
        """Open what it is about."""
        self.ensure_one()
        record = self.event_id or self.lead_id or self.partner_id
        return bool(record) and {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
