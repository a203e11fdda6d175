from odoo import fields, models
from odoo.exceptions import UserError

from ..activity.mail_activity import REACHED
from .despacho_action_recipient import CONTACT_CHANNEL

ATTENDANCE = [("registered", "Registered"), ("came", "Came"), ("absent", "Did not come")]


class DespachoActionRecipient(models.Model):
    """Who says that they come to a visit or an event, who comes and who does not."""

    _inherit = "despacho.action.recipient"

    attendance = fields.Selection(ATTENDANCE, readonly=True, copy=False)

    def _prepare_attendance(self, contact):
        """Return what the result of a visit says of who came."""
        if contact.channel not in ("visit", "meeting"):
            return {}
        if contact.result in REACHED:
            return {"attendance": "came"}
        return {"attendance": "absent"} if contact.result == "no_answer" else {}

    def _check_attends(self):
        self.check_access("read")
        for recipient in self:
            if recipient.channel not in ("visit", "event"):
                raise UserError(
                    self.env._(
                        "«%(action)s» is neither a visit nor an event: there is nobody to come.",
                        action=recipient.action_id.name,
                    )
                )
            if not recipient.included:
                raise UserError(
                    self.env._(
                        "«%(who)s» was left out of «%(action)s».",
                        who=recipient.company_name or recipient.name,
                        action=recipient.action_id.name,
                    )
                )
        self._check_running()

    def action_registered(self):
        """They said that they come."""
        self._check_attends()
        # sudo: the frozen rows are written by nobody in person
        self.sudo().filtered(lambda row: row.attendance != "came").write({"attendance": "registered"})
        return True

    def action_came(self):
        """They were there: it is a contact, and what they think of it is asked afterwards."""
        self._check_attends()
        # sudo: as in ``action_registered``, and the log is of a contact or lead that is perhaps of another
        self.sudo()._log_attendance("visited", "came")
        return True

    def action_absent(self):
        """They were not there."""
        self._check_attends()
        # sudo: as in ``action_came``
        self.sudo()._log_attendance("no_answer", "absent")
        return True

    def _log_attendance(self, result, attendance):
        """Write in the log of each one whether they came: once, and what was noted wrongly is corrected."""
        changed = self.filtered(lambda row: row.attendance != attendance)
        noted = changed.log_ids.filtered("result").grouped("recipient_id")
        known = [noted[row][-1:].id for row in changed if row in noted]
        self.env["mail.activity"].browse(known).write({"result": result})
        planned = []
        for channel, rows in changed.filtered(lambda row: row not in noted).grouped("channel").items():
            channel = CONTACT_CHANNEL[channel]
            activity_type = self.env["mail.activity.type"]._for_channel(channel)
            for row in rows.filtered(lambda row: row._contact_document()):
                values = {
                    "activity_type_id": activity_type.id,
                    "summary": row.action_id.name,
                    "channel": channel,
                    "user_id": self.env.uid,
                    "date_deadline": fields.Date.context_today(row),
                    "recipient_id": row.id,
                }
                planned.append((row._contact_document(), values))
        activities = self.env["mail.activity"]._plan(planned, automated=False)
        activities._log_result({"result": result, "next": None})
        # Whoever is only a row is noted in it.
        changed.filtered(lambda row: row.attendance != attendance).write({"attendance": attendance})
