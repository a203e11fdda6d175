from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.despacho_crm.models.activity.agenda_columns import ACTIVITY, ATTENDED_MEETING, FACTOR, LEAD_MEETING

from ...tools.planning import borders

#: The figures in which a meeting may be told.
_OF_MEETINGS = ("visits", "attended")


class CalendarAttendee(models.Model):
    _inherit = "calendar.attendee"

    # Core looks attendees up by their meeting; here, by who they are.
    partner_id = fields.Many2one(index=True)


class DespachoPlanningFacts(models.AbstractModel):
    """The meetings of a colleague that one attended too.

    A meeting is a figure of whoever answers for it, once, so that a team is the sum of its people; in the week of
    the others it is told apart.
    """

    _inherit = "despacho.planning.facts"

    @api.model
    def _attended_events(self, users, start, end):
        """Return {user: ids of the meetings of these days to which they were called and said no «no»}.

        A meeting is of the days in which it begins, or in which its result says that it was held.
        """
        first, after = borders.bounds(start, end, self._zone())
        # sudo: which meetings were held in these days; who sees them is asked of their attendees and of the log
        held = self.env["mail.activity"].sudo().with_context(active_test=False)
        noted = held.search_fetch(
            [
                *(("active", "=", False), ("calendar_event_id", "!=", False)),
                *(("date_done", ">=", start), ("date_done", "<=", end)),
            ],
            ["calendar_event_id"],
        )
        begun = Domain("event_id", "any", [("start", ">=", first), ("start", "<", after)])
        attendees = self.env["calendar.attendee"].search_fetch(
            Domain("partner_id", "in", users.partner_id.ids)
            & Domain("state", "!=", "declined")
            & Domain("event_id.active", "=", True)
            & (begun | Domain("event_id", "in", noted.calendar_event_id.ids)),
            ["event_id", "partner_id"],
        )
        called = attendees.grouped("partner_id")
        return {user: called[user.partner_id].event_id.ids for user in users if user.partner_id in called}

    @api.model
    def _attended_domain(self, user, events):
        """Return the domain of the rows of the log about meetings of others that ``user`` was called to.

        Meetings of no company are of theirs, whoever called to them; those that are in their own agenda too are
        told there.
        """
        own = self.env["despacho.agenda"].search([("user_id", "=", user.id), ("event_id", "in", events)])
        company = Domain("company_id", "=", self.env.company.id)
        if user.company_id == self.env.company:
            company |= Domain("company_id", "=", False)
        return Domain("event_id", "in", list(set(events) - set(own.event_id.ids))) & company

    @api.model
    def _domain_attended(self, users, start, end):
        called = self._attended_events(users, start, end)
        met = self._domain_met(start, end)
        return Domain.OR(met & self._attended_domain(user, events) for user, events in called.items())

    @api.model
    def _count_attended(self, code, kind, users, start, end, with_ids=False, without=Domain.TRUE):
        """Return {user: figure} of the meetings that each attended."""
        met = self._domain_met(start, end) & self._domain_shown(kind.model) & without
        found = {}
        for user, events in self._attended_events(users, start, end).items():
            ids = self._records(kind).search(met & self._attended_domain(user, events)).ids
            found[user] = {"count": len(ids), "amount": 0.0, **({"ids": ids} if with_ids else {})}
        return found

    @api.model
    def _domain_untold(self, code, told):
        """A meeting that was told is not told again as another row of the log, once its result is noted."""
        domain = super()._domain_untold(code, told)
        if code not in _OF_MEETINGS:
            return domain
        rows = [divmod(row_id, FACTOR) for kind in _OF_MEETINGS for row_id in told.get(kind) or ()]
        by_source = {
            source: [record_id for record_id, of in rows if of == source]
            for source in (ACTIVITY, LEAD_MEETING, ATTENDED_MEETING)
        }
        activities = self.env["mail.activity"].with_context(active_test=False)
        # sudo: which meetings they were of, whoever may read them now
        planned = activities.sudo().search_fetch([("id", "in", by_source[ACTIVITY])], ["calendar_event_id"])
        attendees = self.env["calendar.attendee"].browse(by_source[ATTENDED_MEETING]).exists()
        events = {*by_source[LEAD_MEETING], *planned.calendar_event_id.ids, *attendees.event_id.ids}
        return domain & Domain("event_id", "not in", list(events)) if events else domain
