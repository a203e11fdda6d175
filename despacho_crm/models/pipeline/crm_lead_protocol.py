from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools.protocol import next_try
from ..activity.mail_activity import REACHED, UNREACHED

#: What is derived from the attempts; they are logged on other records.
_DERIVED = ("attempt_count", "attempt_total", "last_attempt_date", "protocol_exhausted", "protocol_message")


class CrmLead(models.Model):
    """«Contact Attempt»: how often somebody tried, and what the protocol says to do now."""

    _inherit = "crm.lead"

    extra_attempts = fields.Integer(
        string="Attempts beyond the protocol", readonly=True, copy=False, prefetch="pipeline"
    )
    attempt_count = fields.Integer(
        string="Attempts without answer",
        compute="_compute_protocol",
        help="Contacts tried without answer since somebody was last spoken to.",
    )
    attempt_total = fields.Integer(string="Attempts of the protocol", compute="_compute_protocol")
    last_attempt_date = fields.Datetime(string="Last attempt", compute="_compute_protocol")
    protocol_exhausted = fields.Boolean(string="Protocol exhausted", compute="_compute_protocol")
    protocol_message = fields.Char(string="Contact protocol", compute="_compute_protocol")

    @api.depends("stage_id", "type", "company_id", "protocol_start", "extra_attempts")
    @api.depends_context("lang")
    def _compute_protocol(self):
        attempts = self._protocol_attempts()
        tries = self._protocol_tries(attempts)
        for lead in self:
            made, last = attempts.get(lead._origin.id, (0, False))
            protocol, following = tries.get(lead, (None, None))
            lead.attempt_count = made
            lead.last_attempt_date = last
            lead.attempt_total = following.total if following else 0
            lead.protocol_exhausted = bool(following and following.exhausted)
            lead.protocol_message = lead._protocol_words(protocol, following) if following else False

    def _protocol_attempts(self):
        """Return {lead id: (attempts without answer, moment of the last)}, since somebody was last spoken to.

        An attempt that was marked as done without its result counts: no answer is known.
        """
        # sudo: the attempts of colleagues count, whoever looks.
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        unknown = Domain("is_attempt_unknown", "=", True) & Domain("result", "=", False)
        counting = unknown | Domain("result", "in", list(REACHED | UNREACHED))
        logged = activities.search_fetch(
            Domain("lead_id", "in", self._origin.ids) & counting,
            ["lead_id", "result", "direction", "done_at"],
            order="done_at, id",
        )
        starts = {lead._origin.id: lead.protocol_start for lead in self}
        found = {}
        for activity in logged.filtered("done_at"):
            lead_id = activity.lead_id.id
            if activity.result in REACHED:
                found.pop(lead_id, None)
            elif activity.direction != "inbound" and not (starts[lead_id] and activity.done_at < starts[lead_id]):
                found[lead_id] = (found.get(lead_id, (0, None))[0] + 1, activity.done_at)
        return found

    def _protocol_tries(self, attempts):
        """Return {lead: (its protocol, its next ``Try``)}, of the leads for which a protocol holds.

        :param dict attempts: what ``_protocol_attempts`` returns
        """
        tries = {}
        for company, leads in self._protocol_holding().grouped(lambda lead: lead._pipeline_company()).items():
            protocol = self.env["despacho.contact.protocol"]._for_company(company)
            delays, today = protocol.line_ids.mapped("delay_days"), company._pipeline_today()
            for lead in leads if delays else ():
                made, last = attempts.get(lead._origin.id, (0, False))
                day = company._pipeline_day(last) if last else None
                tries[lead] = (protocol, next_try(delays, made, day, today, lead.extra_attempts))
        return tries

    def _protocol_holding(self):
        """Return the leads that the firm is still trying to reach."""
        trying = self.filtered(lambda lead: lead.type == "lead" and lead.stage_id.outcome == "open" and lead.active)
        trying = trying._pipeline_has_stages()
        attempt = trying._stages_for(trigger="attempt")
        return trying.filtered(lambda lead: lead in attempt and not attempt[lead]._is_before(lead.stage_id))

    def _protocol_words(self, protocol, following):
        """Return the state of the attempts in one sentence."""
        if following.exhausted:
            return self.env._("%(made)s attempts without answer: the protocol ends here.", made=following.number)
        words = {
            "made": following.number - 1,
            "total": following.total,
            "channel": (protocol.line_ids[following.line].activity_type_id.name or "").lower(),
            "day": format_date(self.env, following.day, date_format="EEEE d/M"),
        }
        if following.number == 1:
            return self.env._("No attempt yet; first of %(total)s: %(channel)s on %(day)s", **words)
        if following.number == 2:
            return self.env._("1 attempt made of %(total)s; next: %(channel)s on %(day)s", **words)
        return self.env._("%(made)s attempts made of %(total)s; next: %(channel)s on %(day)s", **words)

    def _protocol_next_steps(self):
        attempts = self._protocol_attempts()
        if self.env.context.get("protocol_attempt"):
            now = fields.Datetime.now()
            attempts = {lead_id: (attempts.get(lead_id, (0, False))[0] + 1, now) for lead_id in self._origin.ids}
        tries = self._protocol_tries(attempts)
        stages = self._stages_for(trigger="attempt") if tries else {}
        return {
            lead: {
                **lead._protocol_prepare_step(attempts.get(lead._origin.id, (0, False))[0], protocol, following),
                "playbook_stage_id": stages[lead].id,
            }
            for lead, (protocol, following) in tries.items()
        }

    def _protocol_prepare_step(self, made, protocol, following):
        step = {
            "activity_type_id": False,
            "date_deadline": False,
            "summary": False,
            "exhausted": following.exhausted,
            "attempts": made,
            "message": self._protocol_words(protocol, following),
        }
        if not following.exhausted:
            line = protocol.line_ids[following.line]
            step.update(
                activity_type_id=line.activity_type_id.id,
                date_deadline=following.day,
                summary=self.env._(
                    "Attempt %(number)s of %(total)s: %(what)s",
                    number=following.number,
                    total=following.total,
                    what=line.summary or line.activity_type_id.name,
                ),
            )
        return step

    def _protocol_changed(self):
        self.invalidate_recordset(_DERIVED, flush=False)
