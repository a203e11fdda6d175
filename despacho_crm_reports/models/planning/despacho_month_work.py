from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.despacho_crm.models.activity.agenda_columns import DOCUMENTS

from ...tools.planning import borders

KINDS = [
    ("activities", "Activities planned"),
    ("actions", "Commercial actions planned"),
    ("closings", "Opportunities that should close"),
]
_FATES = ("done", "left", "dropped")
MODELS = {"activities": "mail.activity", "actions": "despacho.action", "closings": "crm.lead"}


class DespachoMonthWork(models.Model):
    """The work to do in a month: what was planned when it began, and what became of it.

    The records planned are noted by their numbers, so that putting one of them off does not take it out of what was
    to be done. Who is blocked since then is told apart, as what was deleted is: there is nothing to open. Whoever
    opens them sees those that their rights allow.
    """

    _name = "despacho.month.work"
    _description = "Work to do in a month"
    _order = "month_id, sequence, id"
    _rec_name = "kind"

    month_id = fields.Many2one("despacho.month", required=True, readonly=True, index=True, ondelete="cascade")
    sequence = fields.Integer(readonly=True)
    kind = fields.Selection(KINDS, string="Work", required=True, readonly=True)
    planned_ids = fields.Json(string="Records planned", readonly=True, help="Noted when the month began.")
    planned = fields.Integer(string="As planned", compute="_compute_work")
    done = fields.Integer(string="Done", compute="_compute_work")
    left = fields.Integer(string="Still to do", compute="_compute_work")
    dropped = fields.Integer(string="Dropped or lost", compute="_compute_work")
    deleted = fields.Integer(
        string="No longer there",
        compute="_compute_work",
        help="Planned, and deleted or hidden since: there is nothing to open.",
    )
    fates = fields.Json(
        string="What became of the records", readonly=True, help="Noted when the month was closed, by their numbers."
    )
    state = fields.Selection(related="month_id.state")

    _once = models.UniqueIndex("(month_id, kind)", "That work is in the month already.")

    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for work in self:
            work.display_name = kinds.get(work.kind)

    def _compute_work(self):
        for work in self:
            if work.month_id.state == "plan":
                work.planned = work.left = len(work._find())
                work.done = work.dropped = 0
            else:
                work.planned = len(work.planned_ids or ())
                work.done, work.left, work.dropped = (len(work._find(fate)) for fate in _FATES)
            work.deleted = work.planned - work.done - work.left - work.dropped

    def _search_in_all(self, domain):
        """Return the numbers of the records of that work, done or put away too, all but those of who is blocked."""
        self.ensure_one()
        # sudo: what is counted is the work of that person, the same for whoever looks at the numbers
        model = self.env[MODELS[self.kind]].sudo().with_context(active_test=False)
        shown = model.env["despacho.planning.facts"]._domain_shown(model._name)
        return model.search(domain & shown, order="id").ids

    def _find_planned(self):
        """Return the numbers of the records that are planned now for the month."""
        self.ensure_one()
        if not self.month_id.user_id:
            return self._find_planned_of_people()
        return self._search_in_all(self._get_planned_domain())

    def _find_planned_of_people(self):
        works = self.month_id._get_people_months().work_ids.filtered(lambda work: work.kind == self.kind)
        found = [
            number
            for work in works
            for number in (work._find_planned() if work.state == "plan" else work.planned_ids or ())
        ]
        return sorted(set(found))

    def _find(self, fate=None):
        """Return the numbers of the planned records, or of those ``done``, ``left`` to do or ``dropped``."""
        self.ensure_one()
        if fate and self.state == "closed":
            return (self.fates or {}).get(fate, [])
        return self._search_in_all(self._get_fate_domain(fate))

    def _note_fates(self):
        """Note which records each figure counts, so that those of a closed month open what they counted."""
        for work in self:
            work.fates = {fate: work._find(fate) for fate in _FATES}

    # Domains

    def _get_planned_domain(self):
        """Return the domain of what is to be done in the month, what is late included."""
        self.ensure_one()
        month = self.month_id
        mine = Domain("user_id", "in", month._get_people().ids)
        if self.kind == "activities":
            return (
                mine
                & Domain(
                    [
                        ("active", "=", True),
                        ("res_model", "in", DOCUMENTS),
                        ("date_deadline", "<=", month.date_end),
                    ]
                )
                & self._get_documents_domain()
            )
        if self.kind == "closings":
            return mine & Domain(
                [
                    ("type", "=", "opportunity"),
                    ("won_status", "=", "pending"),
                    ("active", "=", True),
                    ("company_id", "in", [False, month.company_id.id]),
                    ("date_deadline", "<=", month.date_end),
                ]
            )
        start, end = borders.bounds(month.date, month.date_end, month._zone())
        return mine & Domain(
            [
                ("active", "=", True),
                ("company_id", "=", month.company_id.id),
                ("launched_on", "=", False),
                ("state", "!=", "cancelled"),
                ("date_planned", ">=", start),
                ("date_planned", "<", end),
            ]
        )

    def _get_documents_domain(self):
        """Return the domain of the activities on documents of the company, or of none."""
        ours = [("company_id", "in", [False, self.month_id.company_id.id])]
        found = []
        for name in DOCUMENTS:
            # sudo: the work of that person is counted, whoever looks at the numbers
            model = self.env[name].sudo().with_context(active_test=False)
            found.append(Domain("res_model", "=", name) & Domain("res_id", "in", model._search(ours)))
        return Domain.OR(found)

    def _get_fate_domain(self, fate=None):
        """Return the domain of the planned records, or of those ``done``, ``left`` to do or ``dropped`` by now.

        What was deleted is not found any more.
        """
        self.ensure_one()
        planned = Domain("id", "in", self.planned_ids or [])
        if self.month_id.state == "plan":
            planned = Domain("id", "in", self._find_planned())
        fates = {
            "activities": {
                "done": [("active", "=", False), ("date_done", "!=", False)],
                "left": [("active", "=", True)],
            },
            "actions": {
                "done": [("launched_on", "!=", False)],
                "left": [("launched_on", "=", False), ("active", "=", True), ("state", "!=", "cancelled")],
            },
            "closings": {
                "done": [("won_status", "=", "won")],
                "left": [("won_status", "=", "pending"), ("active", "=", True)],
            },
        }
        fates = {name: Domain(domain) for name, domain in fates[self.kind].items()}
        fates["dropped"] = ~(fates["done"] | fates["left"])
        return planned & fates[fate] if fate else planned

    # Buttons

    def action_open_planned(self):
        return self._open(None)

    def action_open_done(self):
        return self._open("done")

    def action_open_left(self):
        return self._open("left")

    def action_open_dropped(self):
        return self._open("dropped")

    def _open(self, fate):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": MODELS[self.kind],
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", self._find(fate))],
            "context": {"active_test": False, "create": False},
        }
