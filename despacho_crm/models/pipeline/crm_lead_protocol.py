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
        for lead in self:
            made, last = attempts.get(lead._origin.id, (0, False))
            protocol, following = lead._protocol_try(made, last)
            lead.attempt_count = made
            lead.last_attempt_date = last
            lead.attempt_total = following.total if following else 0
            lead.protocol_exhausted = bool(following and following.exhausted)
            lead.protocol_message = lead._protocol_words(protocol, following) if following else False

    def _protocol_attempts(self):
        """Return {lead id: (attempts without answer, moment of the last)}, since somebody was last spoken to."""
        # sudo: the attempts of colleagues count, whoever looks.
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        logged = activities.search_fetch(
            Domain("lead_id", "in", self._origin.ids) & Domain("result", "in", list(REACHED | UNREACHED)),
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

    def _protocol_try(self, made, last):
        """Return the protocol of the lead and its next ``Try``; none of both where no protocol holds."""
        self.ensure_one()
        company = self.company_id or self.env.company
        protocol = self.env["despacho.contact.protocol"]
        if not self._protocol_holds(company):
            return protocol, None
        protocol = protocol._for_company(company)
        if not protocol.line_ids:
            return protocol, None
        delays = protocol.line_ids.mapped("delay_days")
        day = company._pipeline_day(last) if last else None
        return protocol, next_try(delays, made, day, company._pipeline_today(), self.extra_attempts)

    def _protocol_holds(self, company):
        """Whether the lead is one of those that the firm is still trying to reach."""
        stage = self.stage_id
        if self.type != "lead" or stage.outcome != "open" or not self.active:
            return False
        if company.id not in self.env["res.company"]._pipeline_rules_company_ids():
            return False
        attempt = self._stages_for(trigger="attempt").get(self)
        return bool(attempt) and (stage.sequence, stage.id) <= (attempt.sequence, attempt.id)

    def _stages_for(self, **wanted):
        """Return {lead: stage of its type and team with that outcome or trigger}, a search for each of these."""
        found = {}
        for leads in self.grouped(lambda lead: (lead.type, lead.team_id)).values():
            stage = self.env["crm.stage"]._for_lead(leads[0], **wanted)
            if stage:
                found.update(dict.fromkeys(leads, stage))
        return found

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
            return self.env._("Attempt 0 of %(total)s, first: %(channel)s on %(day)s", **words)
        return self.env._("Attempt %(made)s of %(total)s, next: %(channel)s on %(day)s", **words)

    def _protocol_next_step(self):
        self.ensure_one()
        made, last = self._protocol_attempts().get(self.id, (0, False))
        if self.env.context.get("protocol_attempt"):
            made, last = made + 1, fields.Datetime.now()
        protocol, following = self._protocol_try(made, last)
        if not following:
            return super()._protocol_next_step()
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
