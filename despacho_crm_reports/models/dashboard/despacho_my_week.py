from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...tools.planning.borders import DAYS, week

#: What somebody has to do or did himself: activities and meetings, and not what came by itself.
_WORK = Domain("kind", "in", ["activity", "meeting"])


class DespachoMyWeek(models.AbstractModel):
    """«My week»: what one has to do, whom to call, what waits; in one request, and every figure opens its records."""

    _name = "despacho.my.week"
    _description = "My week"

    @api.model
    @api.readonly
    def get_page(self, person=False):
        """Return what the page shows.

        :param person: the id of whose week it is, of those whom one may see; oneself without it
        """
        user = self._get_person(person)
        today = self.env["despacho.planning.facts"]._today()
        monday, _sunday = week(today)
        page = {
            "person": {"id": user.id, "name": user.name},
            "people": [{"id": one.id, "name": one.name} for one in self._get_people()],
            "currency": self.env.company.currency_id.id,
            "today": fields.Date.to_string(today),
            "monday": fields.Date.to_string(monday),
        }
        return {**page, **self._get_parts(user, today, monday)}

    @api.model
    def _get_person(self, person):
        user = self.env["res.users"].browse(self.env["despacho.dashboard"]._as_id(person) or self.env.uid)
        if not self.env.user.has_group("despacho_crm.group_user"):
            raise AccessError(self.env._("«My week» is for the users of the CRM."))
        if user != self.env.user and user not in self._get_people():
            raise AccessError(
                self.env._("The week of somebody else is seen by a manager, and by whoever leads that person's team.")
            )
        return user

    @api.model
    def _get_people(self):
        """Return the people whose week the user may see."""
        if self.env.user.has_group("despacho_crm.group_manager"):
            return self.env.user | self._people_of(self.env.company)
        led = self.env["crm.team"].search([("user_id", "=", self.env.uid)])
        return self.env.user | led.crm_team_member_ids.user_id.filtered("active").sorted("name")

    @api.model
    def _people_of(self, company):
        """Return the users of the CRM who work in that company."""
        group = self.env.ref("despacho_crm.group_user")
        return self.env["res.users"].search(
            [("all_group_ids", "in", group.ids), ("company_ids", "in", company.ids), ("share", "=", False)],
            order="name",
        )

    @api.model
    def _get_parts(self, user, today, monday):
        """Return {name of the part: what it shows}."""
        return {"work": self._get_work(user, today, monday)}

    # What is to be done and was done, in two queries over the agenda

    @api.model
    def _get_work(self, user, today, monday):
        agenda = self.env["despacho.agenda"]
        sunday, mine = monday + timedelta(days=DAYS - 1), _WORK & Domain("user_id", "=", user.id)
        pending = mine & Domain("done", "=", False)
        late = pending & Domain("date", "<", fields.Date.to_string(today))
        week = (
            mine
            & Domain("date", ">=", fields.Date.to_string(monday))
            & Domain("date", "<=", fields.Date.to_string(sunday))
        )
        late_by_channel = dict(agenda._read_group(late, ["channel"], ["__count"]))
        groups = agenda._read_group(week, ["date:day", "done", "channel"], ["__count"])
        days = [monday + timedelta(days=number) for number in range(DAYS)]
        done = {day: sum(n for when, is_done, _c, n in groups if when == day and is_done) for day in days}
        open_ = {day: sum(n for when, is_done, _c, n in groups if when == day and not is_done) for day in days}
        ahead = sum(open_[day] for day in days if day > today)
        calls = late_by_channel.get("call", 0) + sum(
            count for day, is_done, channel, count in groups if channel == "call" and not is_done and day >= today
        )
        on_today = pending & Domain("date", "=", fields.Date.to_string(today))
        later = (
            pending
            & Domain("date", ">", fields.Date.to_string(today))
            & Domain("date", "<=", fields.Date.to_string(sunday))
        )
        calls_domain = pending & Domain("date", "<=", fields.Date.to_string(sunday)) & Domain("channel", "=", "call")
        return {
            "late": self._figure(self.env._("Late"), sum(late_by_channel.values()), late),
            "today": self._figure(self.env._("For today"), open_[today], on_today),
            "ahead": self._figure(self.env._("Later this week"), ahead, later),
            "done": self._figure(self.env._("Done this week"), sum(done.values()), week & Domain("done", "=", True)),
            "calls": self._figure(self.env._("Calls to make"), calls, calls_domain),
            "days": [
                {
                    "date": fields.Date.to_string(day),
                    "done": done[day],
                    "pending": open_[day],
                    "open": self._opens_agenda(
                        fields.Date.to_string(day), mine & Domain("date", "=", fields.Date.to_string(day))
                    ),
                }
                for day in days
            ],
            "next": self._get_rows(pending & Domain("date", "<=", fields.Date.to_string(sunday)), today),
            "next_calls": self._get_rows(calls_domain, today),
        }

    @api.model
    def _figure(self, label, count, domain):
        return {"name": label, "value": count, "open": self._opens_agenda(label, domain)}

    @api.model
    def _opens_agenda(self, name, domain):
        return self.env["despacho.dashboard"]._opens(name, "despacho.agenda", domain)
