from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: What the calendar says of an entry that is dropped on another day.
_WHEN = {"date", "start", "stop", "all_day"}
_DATE_LENGTH = 10


class DespachoAgenda(models.Model):
    """Rows are moved to another day: it is what they come from that moves, with its own rights."""

    _inherit = "despacho.agenda"

    movable = fields.Boolean(compute="_compute_movable")

    @api.depends("done", "activity_id", "event_id")
    def _compute_movable(self):
        """Only what is still to be done can be moved: activities and meetings."""
        for row in self:
            row.movable = not row.done and bool(row.activity_id or row.event_id)

    def write(self, vals):
        self.check_access("write")
        if not vals.keys() <= _WHEN:
            raise AccessError(
                self.env._("In the agenda only the day is changed. The rest is written where each row comes from.")
            )
        fixed = self.filtered(lambda row: not row.movable)
        if fixed:
            raise UserError(
                self.env._(
                    "«%(row)s» stays on its day: only activities and meetings that are still to be done are moved.",
                    row=fixed[0].display_name,
                )
            )
        when = vals.get("start") or vals.get("date")
        if not when:
            raise UserError(self.env._("Say to which day it is moved."))
        # An activity follows its meeting.
        self.filtered(lambda row: not row.event_id).activity_id.write({"date_deadline": self._day_of(when)})
        for event in self.event_id:
            self._move_event(event, when, vals.get("stop"))
        self.env[self._name].invalidate_model()
        return True

    @api.model
    def _has_hour(self, when):
        return isinstance(when, datetime) or (isinstance(when, str) and len(when) > _DATE_LENGTH)

    @api.model
    def _day_of(self, when):
        """Return the day of what may be a day, or an hour in UTC."""
        if self._has_hour(when):
            return fields.Datetime.context_timestamp(self, fields.Datetime.to_datetime(when)).date()
        return fields.Date.to_date(when)

    @api.model
    def _move_event(self, event, when, stop):
        """Move a meeting to an hour, or to a day with the hour that it has."""
        if not event.user_can_edit:
            raise AccessError(
                self.env._(
                    "«%(meeting)s» is moved by who organises it or attends it: ask %(person)s.",
                    meeting=event.display_name,
                    person=event.user_id.name or self.env._("one of them"),
                )
            )
        start, length = event.start, event.stop - event.start
        if self._has_hour(when) and not event.allday:
            start = fields.Datetime.to_datetime(when)
            if stop and self._has_hour(stop):
                length = fields.Datetime.to_datetime(stop) - start
        else:
            # The hours of what lasts the whole day are of no clock.
            day = start.date() if event.allday else self._day_of(start)
            start += self._day_of(when) - day
        event.write({"start": start, "stop": start + length})
