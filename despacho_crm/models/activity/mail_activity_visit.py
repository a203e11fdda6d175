from odoo import models

from .calendar_event import VISIT_RESULTS


class MailActivity(models.Model):
    """The result that is given to the activity of a visit is that of its meeting."""

    _inherit = "mail.activity"

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
