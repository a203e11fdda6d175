from odoo import models
from odoo.tools import is_html_empty, plaintext2html

from .calendar_event import VISIT_RESULTS


class MailActivity(models.Model):
    """The result that is given to the activity of a visit is that of its meeting."""

    _inherit = "mail.activity"

    def _moment(self):
        # A meeting took place when it was, whenever somebody finds the time to write it down.
        now = super()._moment()
        return min(self.calendar_event_id.start or now, now)

    def _action_done(self, feedback=False, attachment_ids=None):
        minutes = {event: event.notes for event in self.calendar_event_id} if feedback else {}
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        for event, before in minutes.items():
            # Core adds what was said under a word that it leaves in English; in the minutes it needs none.
            said = plaintext2html(feedback)
            event.notes = said if is_html_empty(before) else before + said
        return result

    def _contacts_logged(self):
        super()._contacts_logged()
        if self.env.context.get("visit_being_logged"):
            return
        results = dict(VISIT_RESULTS)
        visits = self.filtered(lambda activity: activity.calendar_event_id and activity.result in results)
        for activity in visits:
            # Who answers for the activity may be no attendee: the meeting then stays as it is.
            event = activity.calendar_event_id._filtered_access("write")
            event.with_context(visit_being_logged=True).write(
                {
                    "result": activity.result,
                    "reaction": activity.reaction,
                    "chance": activity._fields["chance"].known(activity),
                }
            )
