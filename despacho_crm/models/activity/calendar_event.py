from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import html2plaintext

from .mail_activity import CONTACT_OF, REACTIONS, RESULTS
from .percent import Percent

#: How a visit can go.
VISIT_RESULTS = [(code, label) for code, label in RESULTS if code in ("visited", "no_answer", "refused")]
_OUTCOME = {"result", "reaction", "chance"}


class CalendarEvent(models.Model):
    """A visit is a meeting with what came out of it, which goes to the one log once."""

    _inherit = "calendar.event"

    result = fields.Selection(VISIT_RESULTS, string="Result of the visit", copy=False)
    reaction = fields.Selection(REACTIONS, copy=False)
    chance = Percent(
        string="Chance (%)", copy=False, aggregator="avg", help="How likely it is that they contract, from 0 to 100."
    )
    has_begun = fields.Boolean(compute="_compute_has_begun")
    minutes = fields.Html(related="notes", readonly=False, string="Minutes")

    _check_chance = models.Constraint("CHECK (chance BETWEEN 0 AND 100)", "The chance goes from 0 to 100 %.")

    @api.depends("start")
    def _compute_has_begun(self):
        for event in self:
            event.has_begun = not event._is_ahead()

    def _is_ahead(self):
        """Tell whether it is still to be held: now, whenever it was looked at."""
        return not self.start or self.start > fields.Datetime.now()

    @api.constrains("result", "start")
    def _check_result(self):
        for event in self:
            if event.result and event._is_ahead():
                raise ValidationError(event._not_begun_message())

    def _not_begun_message(self):
        self.ensure_one()
        return self.env._(
            "«%(visit)s» has not begun, so it has no result yet. Change its date if it was held before.",
            visit=self.name,
        )

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        events.filtered("result")._log_visit()
        return events

    def write(self, vals):
        if self.env.context.get("visit_being_logged"):
            # Core adds to the notes what the activity says: here it comes from them.
            return super().write({name: value for name, value in vals.items() if name != "notes"})
        result = super().write(vals)
        if not _OUTCOME.isdisjoint(vals):
            self.filtered("result")._log_visit()
        return result

    def _visit_document(self):
        """Return the document that the visit is about: the opportunity, or the contact that was visited."""
        self.ensure_one()
        if self.opportunity_id:
            return self.opportunity_id
        if self.res_model in CONTACT_OF and self.res_id:
            return self.env[self.res_model].browse(self.res_id).exists()
        # sudo: whether an attendee is a colleague is not a secret, his user record may be.
        visited = self.partner_ids.filtered(lambda partner: not partner.sudo().user_ids.filtered("active"))
        return visited[:1]

    def _visit_activity(self):
        """Return the activity of the visit, open or done, creating an open one where there is none."""
        self.ensure_one()
        activities = self.env["mail.activity"].with_context(active_test=False)
        known = activities.search([("calendar_event_id", "=", self.id)], order="active desc, id", limit=1)
        if known:
            return known.with_env(self.env)
        document = self._visit_document()
        if not document:
            raise UserError(
                self.env._(
                    "«%(visit)s» says nobody who was visited. Add the client or prospect to its attendees, "
                    "and write the result again.",
                    visit=self.name,
                )
            )
        values = {
            "activity_type_id": self.env["mail.activity.type"]._for_channel("visit").id,
            "summary": self.name,
            "user_id": self.user_id.id or self.env.uid,
            "date_deadline": self._get_activity_deadline_from_start(self.start, self.allday),
            "calendar_event_id": self.id,
        }
        return self.env["mail.activity"]._plan([(document, values)], automated=False)

    def _log_visit(self):
        """Write the result of the visits in the log: in the activity of each one, whatever had become of it."""
        # Two people who close the same visit do it one after the other: the row is theirs in turns.
        self.flush_recordset()
        for event in self.with_context(visit_being_logged=True):
            event._visit_activity()._log_result(event._prepare_visit_values())

    def _prepare_visit_values(self):
        self.ensure_one()
        values = {
            "channel": "visit",
            "result": self.result,
            "reaction": self.reaction,
            "done_at": min(self.start, fields.Datetime.now()),
            "feedback": html2plaintext(self.notes or "").strip(),
        }
        chance = self._fields["chance"].known(self)
        return values if chance is None else {**values, "chance": chance}

    def action_log_visit(self):
        """Ask how the visit went, and what is next."""
        self.ensure_one()
        if self._is_ahead():
            raise UserError(self._not_begun_message())
        return self._visit_activity().action_log_result()
