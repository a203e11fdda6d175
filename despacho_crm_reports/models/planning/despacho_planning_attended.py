from odoo import api, models
from odoo.fields import Domain


class DespachoPlanningFacts(models.AbstractModel):
    """The meetings of a colleague that one attended too.

    A meeting is a figure of whoever answers for it, once, so that a team is the sum of its people; in the week of
    the others it is told apart.
    """

    _inherit = "despacho.planning.facts"

    @api.model
    def _kinds(self):
        kinds = super()._kinds()
        visits = kinds["visits"]
        label = self.env._("Visits and meetings of a colleague, attended")
        attended = {"attended": type(visits)(label, visits.model)}
        place = list(kinds).index("visits") + 1
        return {**dict(list(kinds.items())[:place]), **attended, **dict(list(kinds.items())[place:])}

    @api.model
    def _attending(self, users):
        """Return the domain of the rows of the log about a meeting to which ``users`` were called and said no «no»."""
        called = Domain("partner_id", "in", users.partner_id.ids) & Domain("state", "!=", "declined")
        return Domain("event_id", "in", self.env["calendar.attendee"]._search(called).subselect("event_id"))

    @api.model
    def _domain_attended(self, users, start, end):
        return Domain.OR(
            self._domain_met(start, end) & Domain("user_id", "!=", user.id) & self._attending(user) for user in users
        )

    @api.model
    def _count_attended(self, code, kind, users, start, end, with_ids=False, without=()):
        """Return {user: figure} of the meetings that each attended."""
        domain = self._facts_domain(code, users, start, end) & Domain("id", "not in", list(without))
        rows = self._records(kind)._read_group(
            domain & self._domain_shown(kind.model), ["event_id", "user_id"], ["id:array_agg"]
        )
        called = Domain("event_id", "in", [event.id for event, *_rest in rows])
        called &= Domain("partner_id", "in", users.partner_id.ids) & Domain("state", "!=", "declined")
        attendees = self.env["calendar.attendee"].search(called).grouped("event_id")
        of_contact = {user.partner_id: user for user in users}
        found = {}
        for event, owner, ids in rows:
            for contact in attendees[event].partner_id:
                user = of_contact[contact]
                if user == owner:
                    continue
                figure = found.setdefault(user, {"count": 0, "amount": 0.0, **({"ids": []} if with_ids else {})})
                figure["count"] += len(ids)
                if with_ids:
                    figure["ids"] += ids
        return found
