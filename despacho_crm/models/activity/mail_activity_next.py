from odoo import fields, models
from odoo.fields import Domain

from ...tools.next_contact import next_day
from .mail_activity import CONTACT_OF


class MailActivity(models.Model):
    """«Again in so many days», written from wherever: the next contact is planned on that day."""

    _inherit = "mail.activity"

    def _plan_next_contacts(self):
        """Plan the next contact where the days until it were said and none is planned on the document.

        A day that has gone by is planned no more: whoever brings in the log of other years
        does not want it as tasks.
        """
        said = self.filtered(lambda activity: activity.next_days and activity.res_model in CONTACT_OF)
        today = fields.Date.context_today(self)
        values = []
        for model, activities in said.grouped("res_model").items():
            # Who answers for an activity may do it without rights on its document, which then stays as it is.
            documents = self.env[model].browse(set(activities.mapped("res_id"))).exists()._filtered_access("write")
            waiting = set(documents.ids) - self._documents_with_contact_planned(documents)
            # Of several contacts with the same document the last one says when.
            latest_first = activities.sorted(lambda activity: (activity.done_at, activity.id), reverse=True)
            for activity in latest_first:
                day = activity._next_contact_day()
                if activity.res_id in waiting and day >= today:
                    values.append(activity._prepare_following_values(activity._prepare_next_contact(day)))
                waiting.discard(activity.res_id)
        return self.create(values) if values else self.browse()

    def _documents_with_contact_planned(self, documents):
        """Return the ids of the documents on which a contact is still to take place."""
        # sudo: a contact that a colleague has planned is planned.
        planned = self.env["mail.activity"].sudo()
        return set(planned.search(documents._activity_domain() & Domain("channel", "!=", False)).mapped("res_id"))

    def _next_contact_day(self):
        done = fields.Datetime.context_timestamp(self, self.done_at).date()
        return next_day(done, self.next_days)

    def _prepare_next_contact(self, day):
        """Return the values of the next contact."""
        activity_type = self.env["mail.activity.type"]._for_next_contact(self.channel, self.result)
        return {
            "activity_type_id": activity_type.id,
            "date_deadline": day,
            "summary": self.env._("Follow up"),
        }
