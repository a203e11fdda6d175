import logging

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...exceptions import StageQuestion
from ..activity.mail_activity import REACHED, UNREACHED

_logger = logging.getLogger(__name__)


class CrmLead(models.Model):
    """«Contact in the Future»: leads that sleep until their day, and are woken on it."""

    _inherit = "crm.lead"

    protocol_start = fields.Datetime(
        string="Attempts are counted from",
        readonly=True,
        copy=False,
        prefetch="pipeline",
        help="When the lead was taken up again: the attempts made before do not count.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "wake_date" in vals and "stage_id" not in vals:
            self._snooze_follow_date()
        return result

    def _snooze_follow_date(self):
        """The steps of the playbook of what sleeps are for the new day."""
        sleeping = self.filtered(lambda lead: lead.stage_id.outcome == "snoozed" and lead.wake_date)
        # sudo: they may be a colleague's.
        activities = self.env["mail.activity"].sudo()
        of_plan = Domain("playbook_stage_id.outcome", "=", "snoozed") & Domain("playbook_template_id", "!=", False)
        for step in activities.search(sleeping._activity_domain() & of_plan) if sleeping else ():
            step.date_deadline = step.playbook_template_id._get_date_deadline(step.lead_id.wake_date)

    def _playbook_day(self):
        # What is to be done with a lead that sleeps is to be done on its day.
        return self.stage_id.outcome == "snoozed" and self.wake_date or super()._playbook_day()

    def _stage_check_write(self, vals):
        """Refuse that what sleeps has no day any more, or one that is over."""
        result = super()._stage_check_write(vals)
        if "wake_date" in vals and "stage_id" not in vals:
            sleeping = self.filtered(lambda lead: lead.stage_id.outcome == "snoozed")
            sleeping._pipeline_rules_apply()._snooze_check_date(fields.Date.to_date(vals["wake_date"]))
        return result

    def _stage_check_entry(self, stage, vals):
        result = super()._stage_check_entry(stage, vals)
        if stage.outcome == "snoozed":
            asked = self._pipeline_rules_apply()
            if "wake_date" in vals:
                asked._snooze_check_date(fields.Date.to_date(vals["wake_date"]), stage)
            else:
                for date, leads in asked.grouped("wake_date").items():
                    leads._snooze_check_date(date, stage)
        # What is taken for spam by mistake comes back to its day.
        elif stage.outcome != "spam" and "wake_date" not in vals and any(lead.wake_date for lead in self):
            vals["wake_date"] = False
        return result

    def _stage_before_closing(self):
        stage = super()._stage_before_closing()
        if not self.is_spam or stage.outcome != "snoozed":
            return stage
        # What was to be taken up again while it was in Spam is not asked for another day: that day has come.
        today = self._pipeline_company()._pipeline_today()
        if self.wake_date and self.wake_date >= today:
            return stage
        return self._stage_find(domain=[("trigger", "=", "contact")]) or self._stage_first()

    def _snooze_check_date(self, date, stage=None):
        """Refuse to put the leads to sleep without a day, or until one that is over."""
        if not self:
            return
        message = False
        if not date:
            message = self.env._(
                "Say on which day to contact %(leads)s again: fill in «Contact again on» with a date from today on.",
                leads=self._snooze_names(),
            )
        elif any(date < lead._pipeline_company()._pipeline_today() for lead in self):
            message = self.env._(
                "%(leads)s cannot be contacted again on a day that is over: "
                "write in «Contact again on» a date from today on.",
                leads=self._snooze_names(),
            )
        if message and stage:
            raise StageQuestion(message, self._snooze_action(stage), self.env._("Choose the day"))
        if message:
            raise ValidationError(message)

    def _snooze_names(self):
        names = ", ".join(f"«{lead.name}»" for lead in self[:3])
        return self.env._("%(names)s and others", names=names) if len(self) > 3 else names

    def _snooze_action(self, stage):
        """Return the form that asks for the day."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Contact in the future"),
            "res_model": "despacho.lead.snooze",
            "view_mode": "form",
            "views": [[False, "form"]],
            "target": "new",
            "context": {"default_lead_ids": self.ids, "default_stage_id": stage.id},
        }

    def action_snooze(self):
        """Ask until when the leads sleep."""
        stage = self[:1]._stage_find(domain=[("outcome", "=", "snoozed")])
        if not stage:
            raise UserError(self.env._("No stage postpones these records: their pipeline has none."))
        return self._snooze_action(stage)

    def action_wake(self):
        """Take up again, before their day, leads that sleep."""
        self.filtered(lambda lead: lead.stage_id.outcome == "snoozed")._wake()
        return True

    def _stage_entered(self, old_stages):
        result = super()._stage_entered(old_stages)
        woken = self.filtered(lambda lead: old_stages[lead].outcome == "snoozed" and lead.stage_id.outcome == "open")
        if woken:
            woken.write({"protocol_start": fields.Datetime.now(), "extra_attempts": 0})
        return result

    def _wake(self):
        """Put the leads back in contact, and tell their owners that today is the day."""
        activity_type = self.env.ref("mail.mail_activity_data_call", raise_if_not_found=False)
        stages = self._stages_for(outcome="open") | self._stages_for(trigger="contact")
        stages |= self._wake_never_reached()._stages_for(trigger="attempt")
        for stage, leads in self.grouped(stages.get).items():
            if not stage:
                _logger.warning("No stage in which to take up again the leads %s", leads.ids)
                continue
            # Before they move: the protocol of attempts plans nothing beside it.
            self.env["mail.activity"]._plan(
                (
                    lead,
                    {
                        "activity_type_id": activity_type.id if activity_type else False,
                        "summary": lead._wake_summary(),
                        "date_deadline": lead._pipeline_company()._pipeline_today(),
                        "user_id": lead._wake_owner().id,
                    },
                )
                for lead in leads
            )
            leads.write({"stage_id": stage.id, "wake_date": False})

    def _wake_never_reached(self):
        """Return those of the leads that somebody has tried to contact, and nobody has reached yet."""
        # sudo: who reached them may be a colleague.
        log = self.env["mail.activity"].sudo().with_context(active_test=False)
        tried = Domain("lead_id", "in", self.ids) & Domain("result", "in", [*REACHED, *UNREACHED])
        results = log._read_group(tried, ["lead_id"], ["result:array_agg"])
        return self.browse(lead.id for lead, logged in results if REACHED.isdisjoint(logged))

    def _wake_owner(self):
        """Return who is told that the day has come: a manager of the company where the lead has nobody."""
        return self._playbook_owner() or self._pipeline_company()._pipeline_manager().with_env(self.env)

    def _wake_summary(self):
        self.ensure_one()
        # sudo: the language in which a colleague works
        speaking = self.with_context(lang=self._wake_owner().sudo().lang or self.env.lang)
        return speaking.env._("Today is the day to take up again: %(lead)s", lead=self.name)

    @api.model
    def _wake_domain(self):
        """Return the domain of the leads whose day has come where their company is."""
        domain = Domain.FALSE
        for company in self.env["res.company"].search([("active", "=", True)]):
            due = Domain("wake_date", "<=", company._pipeline_today())
            domain |= due & self._pipeline_company_domain(company)
        return domain & Domain("stage_id.outcome", "=", "snoozed")

    @api.model
    def _cron_wake_leads(self):
        """Wake the leads whose day has come, also if nobody ran this for some nights."""
        # Not those that somebody is moving now: if they still sleep afterwards, it is for the next run.
        self._job_in_batches(
            self._wake_domain(),
            lambda due: due.try_lock_for_update()._wake(),
            "The lead %s could not be taken up again",
        )
