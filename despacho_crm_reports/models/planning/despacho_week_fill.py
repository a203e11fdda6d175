from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.planning import borders

#: The days on which one works: what is proposed is spread over them.
_WORKING_DAYS = 5


class DespachoWeek(models.Model):
    """What was done and what comes, written from the log, the calendar and the pipeline."""

    _inherit = "despacho.week"

    def _fill(self):
        """Write the figures and what comes of the weeks that are not confirmed, each with the rights of its person."""
        for week in self.filtered(lambda week: week.state == "draft"):
            person = week._as_person()
            # sudo: figures and what comes are written by nobody in person
            own = week.sudo()
            own._fill_facts(person)
            own._fill_lines(person)
            own.written_on = fields.Datetime.now()

    def _as_person(self):
        """Return the environment in which the person works in the company of the week."""
        # sudo: only the language in which a colleague reads
        lang = self.user_id.sudo().lang
        return self.with_user(self.user_id).with_context(allowed_company_ids=self.company_id.ids, lang=lang).env

    def _fill_facts(self, person):
        facts = person["despacho.planning.facts"]
        start, end = self.date, self.date_end
        user = person["res.users"].browse(self.user_id.id)
        figures = facts._facts_by_user(user, start, end, with_ids=True)[user]
        for kind, more in self._done_after_confirming(facts, user).items():
            figures[kind] = {name: value + more[name] for name, value in figures[kind].items()}
        old = {fact.kind: fact for fact in self.fact_ids}
        new = []
        for sequence, (kind, figure) in enumerate(figures.items()):
            values = {"count": figure["count"], "amount": figure["amount"], "record_ids": figure["ids"]}
            if kind in old:
                old.pop(kind).write({**values, "sequence": sequence})
            else:
                new.append({**values, "week_id": self.id, "kind": kind, "sequence": sequence})
        self.env["despacho.week.fact"].browse([fact.id for fact in old.values()]).unlink()
        self.env["despacho.week.fact"].create(new)

    def _done_after_confirming(self, facts, user):
        """Return the figures of what was done in the days of the week before and that one does not tell.

        Whoever confirms on Friday still works that day: what is done afterwards is told by the next week.
        """
        before = self.search(
            [
                ("user_id", "=", self.user_id.id),
                ("company_id", "=", self.company_id.id),
                ("date", "=", self.date - timedelta(days=borders.DAYS)),
                ("state", "=", "confirmed"),
            ]
        )
        if not before:
            return {}
        told = {fact.kind: fact.record_ids for fact in before.fact_ids}
        # What is counted only since is not of this week.
        kinds = [kind for kind in facts._kinds() if kind in told]
        return facts._facts_by_user(user, before.date, before.date_end, kinds, with_ids=True, told=told)[user]

    def _complete(self):
        """Count again the weeks that nobody confirmed and that ended after they were counted."""
        for week in self.filtered(lambda week: week.state == "draft" and week.written_on):
            person = week._as_person()
            ended_on = borders.beginning(week.next_date, person["despacho.planning.facts"]._zone())
            if week.written_on < ended_on <= fields.Datetime.now():
                # sudo: figures are written by nobody in person
                own = week.sudo()
                own._fill_facts(person)
                own.written_on = fields.Datetime.now()

    # What comes

    def _fill_lines(self, person):
        """Write what comes anew; what was decided of what is still there stays decided."""
        known = {line._key(): line for line in self.line_ids if line.source != "added"}
        new = []
        for values in self._agenda_lines(person) + self._proposed_lines(person):
            line = known.pop(self.line_ids._key_of(values), None)
            if line:
                line._write_anew(values)
            else:
                new.append({**values, "week_id": self.id})
        self.line_ids.browse([line.id for line in known.values()]).unlink()
        self.line_ids.create(new)

    def _agenda_lines(self, person):
        """Return the values of what is open in the agenda until the end of next week."""
        facts = person["despacho.planning.facts"]
        agenda, days = person["despacho.agenda"], Domain("date", "<=", self.next_end)
        opened = Domain("kind", "=", "activity") & Domain("done", "=", False)
        ahead = Domain("kind", "=", "meeting") & Domain("date", ">=", self.next_date)
        mine = Domain("user_id", "=", self.user_id.id) & days & (opened | ahead) & facts._of_company()
        rows = agenda.search(mine, order="date, id")
        # Those of a colleague that one is called to are in one's week too, as meetings only.
        called = facts._attended_events(person.user, self.next_date, self.next_end)
        theirs = Domain.OR(facts._attended_domain(user, events) for user, events in called.items())
        theirs &= Domain("date", ">=", self.next_date) & days & (opened | ahead)
        # An attended meeting has a row for each company that attends it.
        lines, events = [], set()
        for row in (rows | agenda.search(theirs)).sorted(lambda row: (row.date, row.id)):
            is_own = row.user_id.id == self.user_id.id
            if row.kind == "meeting" or not is_own:
                if row.event_id.id in events:
                    continue
                events.add(row.event_id.id)
            lines.append(
                {
                    "source": self._source_of(row, facts._today()),
                    # Whoever leads the team reads the line: what is private is private there too.
                    "partner_id": not row.private and row.partner_id.id,
                    "lead_id": not row.private and row.lead_id.id,
                    "activity_id": row.activity_id.id if is_own else False,
                    "activity_type_id": row.activity_type_id.id,
                    "event_id": row.event_id.id,
                    "name": person._("Private meeting") if row.private else row.action,
                    "date": row.date,
                }
            )
        return lines

    def _source_of(self, row, today):
        if row.kind == "meeting" or row.event_id:
            return "meeting" if row.date >= self.next_date else "late"
        if row.date >= self.next_date:
            return "planned"
        return "late" if row.date < today else "due"

    def _proposed_lines(self, person):
        """Return the values of those of most priority with whom nothing is planned, spread over the week."""
        facts = person["despacho.planning.facts"]
        whose = Domain("user_id", "=", self.user_id.id) & facts._of_company()
        partners = person["res.partner"].search(
            whose
            & Domain(
                [
                    ("lifecycle", "!=", False),
                    ("contact_refused", "=", False),
                    ("next_action_date", "=", False),
                    ("priority_score", ">", 0),
                ]
            ),
            order="priority_score desc, id",
            limit=self.company_id.week_proposals,
        )
        call = self.env["mail.activity.type"]._for_channel("call")
        return [
            {
                "source": "proposed",
                "partner_id": partner.id,
                "activity_type_id": call.id,
                "name": person._("Call: nothing is planned"),
                "why": partner.priority_why,
                "date": self.next_date + timedelta(days=place % _WORKING_DAYS),
            }
            for place, partner in enumerate(partners)
        ]

    @api.model
    def _week_to_write(self):
        """Return the Monday of the week that is to be written now in the company, or False.

        It is that of these days from Friday at noon on; on Monday that of the days before, if nobody wrote it.
        """
        today = self._today()
        monday, _sunday = borders.week(today)
        if not self._goes_on(monday):
            return monday
        return monday - timedelta(days=borders.DAYS) if today == monday else False

    def _is_under_way(self):
        """Whether there is still time this week for what is to be done in it."""
        self.ensure_one()
        return bool(self.date) and self._goes_on(self.date)

    @api.model
    def _goes_on(self, monday):
        """Whether the week of ``monday`` is not yet to be written: it is from its Friday at noon on."""
        now = borders.local(fields.Datetime.now(), self.env["despacho.planning.facts"]._zone())
        friday = monday + timedelta(days=_WORKING_DAYS - 1)
        return now.date() < friday or (now.date() == friday and now.hour < 12)

    @api.model
    def _today(self):
        return self.env["despacho.planning.facts"]._today()


class DespachoWeekLine(models.Model):
    _inherit = "despacho.week.line"

    def _key(self):
        """Return what tells apart what comes, however often it is written anew."""
        self.ensure_one()
        return self._key_of({name: self[name].id for name in ("activity_id", "event_id", "partner_id")})

    def _write_anew(self, values):
        """Write what changed in the agenda; the day on which the person wants it stays, unless it has another date."""
        self.ensure_one()
        # Who is proposed keeps the place that the person saw.
        names = ("source", "name", "why") if self.source == "proposed" else ("source", "name", "why", "date")
        changed = {
            name: values[name] for name in names if name in values and (self[name] or "") != (values[name] or "")
        }
        if self.source != "proposed":
            # Whose it is may have changed, or be private by now.
            whose = {name: values.get(name) or False for name in ("partner_id", "lead_id")}
            changed.update((name, record_id) for name, record_id in whose.items() if self[name].id != record_id)
        if changed.get("source") == "meeting":
            changed["decision"] = "keep"
        if "source" in changed and self.day and self.day < self.week_id.next_date:
            # It was to keep its day of this week: whether there is still time for it depends on what it is now.
            changed["day"] = self.week_id.next_date
        if changed:
            self.write(changed)
        self._let_pass()

    @api.model
    def _key_of(self, values):
        for name in ("activity_id", "event_id", "partner_id"):
            if values.get(name):
                return name, values[name]
        return "none", 0
