import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.planning import borders

_logger = logging.getLogger(__name__)
#: How long before a month begins its objectives can be looked at.
_AHEAD = timedelta(days=7)
#: People whose months are prepared together.
_BATCH = 50


class DespachoMonth(models.Model):
    """Every night: months are prepared before they begin, begun on their first day, counted, and closed once over.

    Each month is kept as soon as it is done, and nothing that is done is done again.
    """

    _inherit = "despacho.month"

    asked_on = fields.Date(string="Asked on", readonly=True, help="The last time that somebody was asked about it.")

    @api.model
    def _cron_months(self):
        for company in self._get_planning_companies():
            months = self.with_company(company)
            today = self._today(company)
            steps = (
                lambda months=months, company=company, today=today: months._job_prepare(company, today),
                lambda months=months, company=company, today=today: months._job_start(company, today),
                lambda months=months, company=company, today=today: months._job_close(company, today),
                lambda months=months, company=company, today=today: months._job_count(company, today),
            )
            if not all(step() for step in steps):
                return

    @api.model
    def _get_planning_companies(self):
        """Return the companies in which somebody plans, or planned and whose months are not all closed yet."""
        people = self.env.ref("despacho_crm.group_user").all_user_ids
        opened = self._read_group([("state", "!=", "closed")], ["company_id"])
        planning = people.filtered(lambda user: user.active and not user.share).company_id
        return planning.union(*(company for [company] in opened))

    @api.model
    def _get_planning_people(self, company):
        """Return the people of the CRM who work in ``company``: each one plans in his own."""
        people = self.env.ref("despacho_crm.group_user").all_user_ids
        return people.filtered(lambda user: user.active and not user.share and user.company_id == company)

    @api.model
    def _get_planning_teams(self, people):
        return people.sale_team_id

    @api.model
    def _job_prepare(self, company, today):
        """Make the months that miss: this one and, in the last days of it, the next."""
        people = self._get_planning_people(company)
        self._follow_people(company, people)
        firsts = {borders.month(today)[0], borders.month(today + _AHEAD)[0]}
        for first in sorted(firsts):
            known = self.search([("company_id", "=", company.id), ("date", "=", first), ("user_id", "in", people.ids)])
            missing = people - known.user_id
            batches = [missing[start : start + _BATCH] for start in range(0, len(missing), _BATCH)]
            if not self._job_each(batches, lambda users, first=first: self._prepare(company, first, users)):
                return False
            self._prepare(company, first, self.env["res.users"], self._get_planning_teams(people))
        return True

    @api.model
    def _follow_people(self, company, people):
        """Until it begins, a month goes with its person: to the team of today, or away with whoever has left."""
        domain = Domain("company_id", "=", company.id) & Domain("state", "=", "plan") & Domain("user_id", "!=", False)
        planned = self.search(domain)
        gone = planned.filtered(lambda month: month.user_id not in people)
        moved = (planned - gone).filtered(lambda month: month.team_id != month.user_id.sale_team_id)
        teams = (gone | moved)._get_team_months()
        gone.unlink()
        for month in moved:
            month.team_id = month.user_id.sale_team_id
        (teams | moved._get_team_months())._add_up()

    @api.model
    def _job_start(self, company, today):
        """Begin those whose first day has come: people before teams, which add them up."""
        domain = Domain("company_id", "=", company.id) & Domain("state", "=", "plan") & Domain("date", "<=", today)
        return self._job_each(self._people_first(domain), lambda month: month._start_and_ask())

    @api.model
    def _job_close(self, company, today):
        """Close those that ended some days ago, and ask the people of the rest to say how it went."""
        first = borders.month(today)[0]
        domain = Domain("company_id", "=", company.id) & Domain("state", "=", "running") & Domain("date", "<", first)
        ended = self._people_first(domain)
        over = ended.filtered(lambda month: today >= month.date_end + timedelta(days=company.month_days + 1))
        waiting = (ended - over).filtered(lambda month: not month.asked_on or month.asked_on <= month.date_end)
        return self._job_each(over, lambda month: month._close()) and self._job_each(
            waiting, lambda month: month._ask_end()
        )

    @api.model
    def _job_count(self, company, today):
        """Count what is under way, once a day."""
        since = borders.beginning(today, self.env["despacho.planning.facts"].with_company(company)._zone())
        old = Domain("counted_on", "=", False) | Domain("counted_on", "<", since)
        domain = Domain("company_id", "=", company.id) & Domain("state", "=", "running") & old
        return self._job_each(self._people_first(domain), lambda month: month._count())

    @api.model
    def _people_first(self, domain):
        months = self.search(domain, order="date, id")
        return months.sorted(lambda month: (month.date, not month.user_id))

    @api.model
    def _job_each(self, records, treat):
        """Treat each record, or batch of them, in a transaction of its own; return whether the job has time left."""
        progress = self.env["ir.cron"]
        progress._commit_progress(remaining=len(records))
        for record in records:
            try:
                with self.env.cr.savepoint():
                    treat(record)
            except UserError:
                # The others go on, whatever is wrong with this one.
                _logger.warning("The month of %s could not be treated", record, exc_info=True)
            if not progress._commit_progress(1):
                return False
        return True

    # What is asked of people

    def _start_and_ask(self):
        self._start()
        for month in self:
            month._ask(
                lambda words: words.env._("Look at your objectives of the month"), month._get_revision_end(), "user_id"
            )

    def _ask_end(self):
        for month in self:
            deadline = month.date_end + timedelta(days=month.company_id.month_days)
            month._ask(lambda words: words.env._("Say how the month went and close it"), deadline, "both")

    def _ask(self, summary, deadline, whom):
        """Put it in the list of tasks of the person or, at the end, of who leads the team; nobody is asked twice."""
        self.ensure_one()
        asked = self.user_id or (self._get_leader() if whom == "both" else self.env["res.users"])
        # sudo: what was done before of the same month, whoever did it
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])
        self.asked_on = self._today(self.company_id)
        if not asked.active or not any(self.line_ids.mapped("target")):
            return
        todo = self.env.ref("mail.mail_activity_data_todo")
        values = {
            "activity_type_id": todo.id,
            "summary": summary(self.with_context(lang=asked.lang)),
            "date_deadline": deadline,
            "user_id": asked.id,
        }
        self.env["mail.activity"]._plan([(self, values)])
