from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.client_actions import CLOSE, said
from ...tools.next_contact import next_day

_WEEK = 7


class DespachoAgenda(models.Model):
    """What is done from a row, or from several at once. It is done on what the rows come from."""

    _inherit = "despacho.agenda"

    def _pending_activities(self):
        """Return the activities of the rows that are still to be done."""
        return self.activity_id.exists().filtered("active")

    def action_log_result(self):
        """Ask how the contacts went; of one that already has its result, to correct it."""
        activities = self._pending_activities()
        if activities:
            return activities.action_done_or_ask()
        if len(self) == 1 and self.activity_id.result:
            return self.activity_id.action_log_result()
        if len(self) == 1 and self.event_id:
            return self.event_id.action_log_visit()
        raise UserError(
            self.env._(
                "Nothing of what you chose waits for a result: e-mails, changes of stage and what is already done "
                "do not. Choose calls, visits or other activities that are still to be done."
            )
        )

    def action_tomorrow(self):
        """Leave the activities for the next working day."""
        return self._postpone(next_day(self._today(), 1))

    def action_next_week(self):
        """Leave the activities for the Monday of next week."""
        today = self._today()
        return self._postpone(today + timedelta(days=_WEEK - today.weekday()))

    def _today(self):
        return fields.Date.context_today(self)

    def _postpone(self, day):
        """Leave what is to be done for ``day``, and say what was left where it is."""
        activities = self._pending_activities()
        activities.write({"date_deadline": day})
        self.env[self._name].invalidate_model()
        left = len(self) - len(activities)
        if not activities:
            raise UserError(
                self.env._(
                    "Only what is still to be done can be put off. Meetings are moved in the calendar, "
                    "because other people attend them."
                )
            )
        if not left:
            return True
        message = self.env._(
            "%(moved)s put off until %(day)s; %(left)s stay where they were: meetings, and what is done.",
            moved=len(activities),
            day=self.env["ir.qweb.field.date"].value_to_html(day, {}),
            left=left,
        )
        return said(message, "warning", then=CLOSE)

    def action_open_document(self):
        """Open what the row comes from: the lead, the client, the quotation or the meeting."""
        self.ensure_one()
        if not self.res_model or not self.res_id:
            return self.action_open_client()
        return self._open_form(self.res_model, self.res_id)

    def action_open_client(self):
        """Open the client, or the lead of who is not one yet."""
        self.ensure_one()
        record = self.partner_id or self.lead_id
        return self._open_form(record._name, record.id)

    def _open_form(self, model, record_id):
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": record_id,
            "views": [(False, "form")],
        }
