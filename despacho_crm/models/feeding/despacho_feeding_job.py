import collections
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, split_every

#: Leads that are made at once.
BATCH = 50


class DespachoFeeding(models.Model):
    """The weekly job: the next companies of the profile become leads."""

    _inherit = "despacho.feeding"

    @api.model
    def _cron_feed(self):
        """Bring the new ones of each feeding whose day has come; a missed week is not made up for twice."""
        due = self.search([("state", "=", "running"), ("next_date", "<=", fields.Date.today())])
        for done, feeding in enumerate(due, 1):
            today = feeding._today()
            if feeding.next_date <= today:
                feeding.with_user(feeding.user_id).with_company(feeding.company_id)._feed_or_tell(today)
            if not self.env["ir.cron"]._commit_progress(1, remaining=len(due) - done):
                return

    def _feed_or_tell(self, day):
        """Feed; what hinders it is written in its chatter, and it waits for a person."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self._feed(day)
        except (LockError, *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
            return  # a person is doing it just now: the next run sees what they brought
        except UserError as error:
            # sudo: whoever answers for it may have lost the right to
            feeding = self.sudo()
            feeding.write({"state": "paused", "next_date": False})
            feeding.message_post(body=self.env._("It stopped: %(why)s", why=error.args[0]))
            return
        # sudo: the days of the job are nobody's to write
        self.sudo().next_date = self._get_next_date(day) if self.state == "running" else False

    def _feed(self, day):
        """Bring what is missing of the week of ``day``; return the week, none when there is nobody."""
        self.ensure_one()
        self.check_access("write")
        self._check_answers()
        self._hold()
        week = self._get_week(day)
        missing = self.per_week - len(week.with_context(active_test=False).lead_ids)
        room, had = self._get_room(), self._get_had(week)
        count = min(missing, sum(room.values())) if room else 0
        new = self._pick_new(max(count, 0))
        companies = self._pick(max(count - len(new), 0))
        for found in (new, companies):
            for batch in split_every(BATCH, found.ids, found.browse):
                batch._to_prospects(self._prospect_options(week), self._share_out(len(batch), room, had))
        # New companies go on being founded: only the census comes to an end.
        if missing > 0 and room and count > len(new) + len(companies) and self.state == "running" and not self.with_new:
            # sudo: as the days, its state follows from what it finds
            self.sudo().state = "exhausted"
        return week if week.with_context(active_test=False).lead_ids else week.browse()

    def _check_answers(self):
        """The leads are made with somebody's rights: of who left the firm there are none."""
        # sudo: whether a colleague works here
        user = self.user_id.sudo()
        if not user.active:
            raise UserError(
                self.env._(
                    "%(name)s, who answers for «%(feeding)s», does not work here any more: choose somebody else.",
                    name=user.name,
                    feeding=self.name,
                )
            )

    def _hold(self):
        """Two people, or a person and the job, do not bring the same week twice.

        Whoever comes while the other one works is told so. Whoever began before the other one ended, and
        would not see what they brought, begins again: for that the row has to be written, and not only held.
        """
        try:
            self.lock_for_update()
        except LockError as error:
            raise LockError(
                self.env._(
                    "Somebody is bringing the new ones of «%(feeding)s» at this moment: look at its leads in a minute.",
                    feeding=self.name,
                )
            ) from error
        self.env.execute_query(SQL("UPDATE despacho_feeding SET write_date = write_date WHERE id = %s", self.id))

    def _get_week(self, day):
        monday = day - timedelta(days=day.weekday())
        # sudo: what the feeding did is written by nobody else
        weeks = self.env["despacho.feeding.week"].sudo()
        week = weeks.search([("feeding_id", "=", self.id), ("date", "=", monday)])
        if not week:
            week = weeks.create({"feeding_id": self.id, "date": monday, "wanted": self.per_week})
        return week.with_env(self.env)

    def _get_room(self):
        """Return {user: how many more they can take}, those who can take none left out."""
        owners = self.owner_ids.filtered("active") or self.user_id
        if not self.open_limit:
            return dict.fromkeys(owners, self.per_week)
        activities = self.env["mail.activity"].with_context(active_test=False)
        tried = activities._search([("result", "!=", False), ("lead_id.feeding_week_id", "!=", False)])
        waiting = dict(
            self.env["crm.lead"]._read_group(
                [
                    ("feeding_id.company_id", "=", self.company_id.id),
                    ("user_id", "in", owners.ids),
                    ("won_status", "=", "pending"),
                    ("type", "=", "lead"),
                    ("id", "not in", tried.subselect("lead_id")),
                ],
                ["user_id"],
                ["__count"],
            )
        )
        room = {user: self.open_limit - waiting.get(user, 0) for user in owners}
        return {user: free for user, free in room.items() if free > 0}

    def _get_had(self, week):
        """Return {user: (leads of this week, of all the weeks)} that they got from it."""
        leads = self.env["crm.lead"].with_context(active_test=False)
        had = collections.defaultdict(lambda: (0, 0))
        groups = leads._read_group([("feeding_id", "=", self.id)], ["user_id", "feeding_week_id"], ["__count"])
        for user, of_week, count in groups:
            this, every = had[user]
            had[user] = (this + count * (of_week == week), every + count)
        return had

    def _share_out(self, count, room, had):
        """Return who gets each of ``count`` leads, and note it in ``room`` and ``had``.

        Whoever got fewest this week is next; of those who got as many, whoever got fewest until now: who is the
        first is not the one who has one more, week after week.
        """
        owners = []
        for _turn in range(count):
            user = min((user for user, free in room.items() if free > 0), key=lambda user: had[user])
            owners.append(user)
            room[user] -= 1
            had[user] = tuple(number + 1 for number in had[user])
        return owners

    def _pick_new(self, count):
        """Return the companies of the profile that were just founded, the newest first."""
        acts = self.env["despacho.registry.act"]
        if not (count and self.with_new):
            return acts
        return acts.search(self.profile_id._get_new_domain(), order="date desc, id desc", limit=count)

    def _pick(self, count):
        """Return the next companies of the census of the profile."""
        census = self.env["despacho.census.company"]
        if not count:
            return census
        query = census._search(self.profile_id.with_company(self.company_id)._get_free_domain())
        query.order = self._get_order()
        query.limit = count
        return census.browse(query)

    def _get_order(self):
        """Return who comes first, as SQL over the census."""
        if self.preference == "size":
            return SQL(
                "CASE size_class WHEN 'large' THEN 0 WHEN 'medium' THEN 1 WHEN 'small' THEN 2 ELSE 3 END, "
                "employees DESC NULLS LAST, id"
            )
        if self.preference == "founded":
            return SQL("founded DESC NULLS LAST, id")
        home = self.company_id.zip or ""
        return SQL("LEFT(zip, 3) = %s DESC NULLS LAST, LEFT(zip, 2) = %s DESC NULLS LAST, id", home[:3], home[:2])

    def _prospect_options(self, week):
        return {
            "company_id": self.company_id.id,
            "team_id": self.team_id.id,
            "service_line_ids": self.service_line_ids.ids,
            "feeding_week_id": week.id,
            "why": self.balancing,
        }

    def _why_nobody(self):
        if not self._get_room():
            return self.env._(
                "Everybody has %(limit)s leads or more that nobody has contacted yet: contact them first.",
                limit=self.open_limit,
            )
        if not self.profile_id.free_count:
            return self.env._("There is nobody left of this profile in the census: bring a newer list, or widen it.")
        return self.env._("Those of this week have come already: %(count)s.", count=self.per_week)
