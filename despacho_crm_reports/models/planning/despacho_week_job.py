import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.planning import borders

_logger = logging.getLogger(__name__)
#: How far back the weeks that nobody confirmed are completed.
_WEEKS_BACK = 4


class DespachoWeek(models.Model):
    """On Friday at noon the weeks write themselves and go by e-mail; who leads a team gets that of its people."""

    _inherit = "despacho.week"

    @api.model
    def _cron_write(self):
        """Write and send the weeks that are missing: what was left half done goes on where it was."""
        progress = self.env["ir.cron"]
        for company in self.env["res.company"].search([("week_report", "=", True)]):
            weeks = self.with_company(company).with_context(allowed_company_ids=company.ids)
            for week in weeks._incomplete(company):
                weeks._try(week, lambda week: week._complete())
                if not progress._commit_progress(1):
                    return
            monday = weeks._week_to_write()
            if not monday:
                continue
            missing = weeks._people_without(company, monday)
            for done, user in enumerate(missing, 1):
                weeks._try(user, lambda user, own=(weeks, company, monday): own[0]._write_and_send(user, *own[1:]))
                if not progress._commit_progress(1, remaining=len(missing) - done):
                    return
            for team in weeks._teams_without(company, monday):
                weeks._try(team, lambda team, own=(company, monday): team._send_week(*own))
                if not progress._commit_progress(1):
                    return

    @api.model
    def _try(self, record, treat):
        """Treat a record; what is wrong with one is tried again in an hour, and the others go on."""
        try:
            with self.env.cr.savepoint():
                treat(record)
        except (UserError, ValueError):
            _logger.warning("The week of %s could not be written", record, exc_info=True)

    @api.model
    def _incomplete(self, company):
        """Return the weeks to confirm that ended after they were counted: their last days are missing."""
        facts = self.env["despacho.planning.facts"]
        monday, _sunday = borders.week(facts._today())
        domain = [
            *(("company_id", "=", company.id), ("state", "=", "draft")),
            *(("date", "<", monday), ("date", ">=", monday - timedelta(days=borders.DAYS * _WEEKS_BACK))),
        ]
        zone = facts._zone()
        return self.search(domain).filtered(
            lambda week: (
                company in week.user_id.company_ids
                and week.written_on
                and week.written_on < borders.beginning(week.next_date, zone)
            )
        )

    @api.model
    def _people(self, company):
        """Return whoever works in the CRM of the company."""
        # sudo: of the users only who they are
        people = self.env.ref("despacho_crm.group_user").sudo().all_user_ids
        return people.filtered(lambda user: user.active and not user.share and company in user.company_ids)

    @api.model
    def _people_without(self, company, monday):
        sent = self.search([("company_id", "=", company.id), ("date", "=", monday), ("mailed_on", "!=", False)])
        return self._people(company) - sent.user_id

    @api.model
    def _write_and_send(self, user, company, monday):
        known = self.search([("user_id", "=", user.id), ("company_id", "=", company.id), ("date", "=", monday)])
        known._fill()
        week = known or self._of_person(user, company, monday)
        week._send()
        return week

    def _is_empty(self):
        return not self.line_ids and not any(self.fact_ids.mapped("count"))

    def _send(self):
        """Send the week to its person; of one in which nothing was done nor comes, nothing."""
        self.ensure_one()
        if not self._is_empty() and self.user_id.email:
            self.env.ref("despacho_crm_reports.mail_template_week").send_mail(
                self.id, email_values={"attachment_ids": self._attach_paper().ids}
            )
        self.mailed_on = fields.Datetime.now()

    def _attach_paper(self):
        """Return the PDF, which goes away with its e-mail; without a program to draw it, the e-mail goes alone.

        It names whom its person may see.
        """
        attachments = self.env["ir.attachment"]
        try:
            name, content = self.with_env(self._as_person())._get_paper()
            values = {"name": name, "raw": content, "mimetype": "application/pdf"}
            return attachments.create({**values, "res_model": "mail.message", "res_id": 0})
        except UserError as error:
            _logger.info("The week %s goes without its paper: %s", self.id, error)
            return attachments

    @api.model
    def _teams_without(self, company, monday):
        """Return the teams whose leader has not been told of the week."""
        led = [("user_id", "!=", False), ("company_id", "in", [False, company.id])]
        teams = self.env["crm.team"].with_company(company).search(led)
        # Who has left, or works in another company, is not told what is done in this one.
        here = teams.filtered(lambda team: team.user_id.active and company in team.user_id.company_ids)
        return here.filtered(lambda team: not team.week_told or team.week_told < monday)


class CrmTeam(models.Model):
    _inherit = "crm.team"

    # Of each company: a team may be of all of them.
    week_told = fields.Date(string="Last week told to the leader", company_dependent=True, readonly=True, copy=False)

    def _send_week(self, company, monday):
        """Send the leader the figures of the people of the team, where there are any."""
        self.ensure_one()
        domain = [
            ("company_id", "=", company.id),
            ("date", "=", monday),
            ("user_id", "in", (self.crm_team_member_ids.user_id - self.user_id).ids),
        ]
        weeks = self.env["despacho.week"].search(domain, order="user_id")
        if weeks and self.user_id.email:
            template = self.env.ref("despacho_crm_reports.mail_template_week_team")
            template.with_context(week_ids=weeks, week_company=company).send_mail(self.id)
        self.with_company(company).week_told = monday
