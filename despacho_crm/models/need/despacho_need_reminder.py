from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

_ACTIVITY = "despacho_crm.mail_activity_type_need"
_BATCH = 500


class DespachoNeed(models.Model):
    """The future needs that come due: their owner is reminded in time, once."""

    _inherit = "despacho.need"

    reminded_on = fields.Date(string="Reminded on", readonly=True, copy=False)

    @api.model
    def _cron_remind(self):
        """Remind of what comes up soon, and move to the present what has come up.

        What a missed night left behind is found by the next one: days are compared, not counted.
        """
        waiting = self._read_group(Domain("status", "=", "open") & Domain("horizon", "=", "future"), ["company_id"])
        for (company,) in waiting:
            of_company = self.with_company(company).with_context(tz=company.partner_id.tz or "Europe/Madrid")
            if not all((of_company._remind_due(company), of_company._bring_due_to_the_present(company))):
                return

    @api.model
    def _remind_due(self, company):
        """Ask the owners to prepare the needs of ``company``; return whether the job has time left."""
        until = fields.Date.context_today(self) + timedelta(days=company.need_reminder_days)
        domain = self._future_domain(company) & Domain("date_due", "<=", until) & Domain("reminded_on", "=", False)
        return self._in_batches(domain, lambda needs: needs._schedule_reminders())

    @api.model
    def _bring_due_to_the_present(self, company):
        today = fields.Date.context_today(self)
        domain = self._future_domain(company) & Domain("date_due", "<=", today)
        return self._in_batches(domain, lambda needs: needs._come_up())

    @api.model
    def _future_domain(self, company):
        return Domain("company_id", "=", company.id) & Domain("status", "=", "open") & Domain("horizon", "=", "future")

    @api.model
    def _in_batches(self, domain, treat):
        total = self.search_count(domain)
        while needs := self.search(domain, limit=_BATCH, order="id"):
            treat(needs)
            total -= len(needs)
            if not self.env["ir.cron"]._commit_progress(len(needs), remaining=max(total, 0)):
                return False
        return True

    def _schedule_reminders(self):
        activity_type = self.env.ref(_ACTIVITY)
        today = fields.Date.context_today(self)
        self.env["mail.activity"]._plan(
            (
                need,
                {
                    "activity_type_id": activity_type.id,
                    "summary": need._reminder_summary(),
                    "date_deadline": max(need.date_due, today),
                    "user_id": need._reminder_owner().id,
                },
            )
            for need in self
        )
        self.reminded_on = today

    def _reminder_summary(self):
        self.ensure_one()
        holder = self.partner_id or self.origin_lead_id
        # sudo: the language in which a colleague reads it; jobs have none of their own.
        words = self.with_context(lang=self._reminder_owner().sudo().lang or self.env.lang)
        return words.env._("Comes up: %(need)s (%(client)s)", need=self.name, client=holder.display_name)

    def _reminder_owner(self):
        """Return who is reminded: the owner, that of the client, who wrote it down, or the administrator."""
        self.ensure_one()
        people = self.user_id | self.partner_id.user_id | self.create_uid
        return people.filtered(lambda user: user.active and not user.share)[:1] or self.env.ref("base.user_admin")

    def _come_up(self):
        # The date stays, and with it the reminder that nobody has answered yet.
        self.write({"horizon": "now"})

    def _close_reminders(self):
        """The reminder of what is closed, or has another date, reminds of nothing."""
        # sudo: it may be a colleague's
        self.sudo().activity_unlink([_ACTIVITY])
