from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools.client_actions import RELOAD, said

#: How long somebody is kept for whoever calls them, if nothing is noted.
LEASE = timedelta(minutes=30)
#: How long past its hour a call that was agreed waits for whoever agreed it.
_PROMISE = timedelta(hours=2)
#: How far whoever is put off goes.
_PUT_OFF = timedelta(hours=1)


class DespachoActionRecipient(models.Model):
    """Several callers and one list: each takes the next person, and nobody ever takes the same one.

    The row is the lock: it is taken in one statement that skips what others are taking at that moment. What was
    taken has an end (``LEASE``), so whoever closes the browser keeps nobody for ever; and whoever comes back
    finds the person that they had.
    """

    _inherit = "despacho.action.recipient"

    @api.model
    def _take_next(self, action, user):
        """Take for ``user`` the next person of ``action`` who may be called now; an empty one when there is none.

        The law is asked again: who may not be called any more is stopped, with the reason.
        """
        while True:
            taken = self._take_row(action, user)
            if not taken or taken._may_be_contacted():
                return taken

    @api.model
    def _take_row(self, action, user):
        # sudo: the frozen rows are written by nobody in person
        rows = self.sudo()
        self.env.flush_all()
        now = fields.Datetime.now()
        # Materialized: PostgreSQL may otherwise run the choice once for each row that it compares, and take several.
        found = self.env.execute_query(
            SQL(
                """
                WITH next AS MATERIALIZED (
                    SELECT recipient.id
                    FROM despacho_action_recipient recipient
                    JOIN despacho_action action ON action.id = recipient.action_id
                    LEFT JOIN res_partner partner ON partner.id = recipient.commercial_partner_id
                   WHERE recipient.action_id = %(action)s AND action.state = 'running'
                     AND recipient.included AND recipient.state = 'waiting'
                     AND (recipient.taken_until IS NULL OR recipient.taken_until <= %(now)s
                          OR recipient.caller_id = %(user)s)
                     AND (recipient.call_on IS NULL OR recipient.call_on <= %(now)s
                          OR recipient.caller_id = %(user)s AND recipient.taken_until > %(now)s)
                     AND (recipient.call_user_id IS NULL OR recipient.call_user_id = %(user)s
                          OR recipient.call_on <= %(waited)s)
                     AND NOT EXISTS (
                          SELECT FROM despacho_action_recipient other
                           WHERE other.commercial_partner_id = recipient.commercial_partner_id
                             AND other.caller_id <> %(user)s AND other.taken_until > %(now)s)
                   ORDER BY (recipient.caller_id = %(user)s AND recipient.taken_until > %(now)s) IS TRUE DESC,
                            (recipient.call_user_id = %(user)s) IS TRUE DESC,
                            recipient.call_on NULLS LAST,
                            (partner.call_slot = %(slot)s) IS TRUE DESC,
                            partner.priority_score DESC NULLS LAST, recipient.number
                   LIMIT 1
                     FOR UPDATE OF recipient SKIP LOCKED
                )
                UPDATE despacho_action_recipient taken
                   SET caller_id = %(user)s, taken_until = %(until)s
                  FROM next
                 WHERE taken.id = next.id
                RETURNING taken.id
                """,
                user=user.id,
                until=now + LEASE,
                now=now,
                waited=now - _PROMISE,
                action=action.id,
                slot=self.env["res.partner"]._call_slot_now(),
            )
        )
        taken = rows.browse([row_id for (row_id,) in found])
        taken.invalidate_recordset(["caller_id", "taken_until"], flush=False)
        return taken

    def _may_be_contacted(self):
        """Ask the law again for one who is about to be contacted, and stop who may not be."""
        # sudo: the frozen rows are written by nobody in person
        row = self.sudo()
        allowed = row._judge_again()
        (row - allowed)._release()
        return bool(allowed)

    def _release(self, **values):
        """Leave the person for whoever comes next."""
        # sudo: the frozen rows are written by nobody in person
        self.sudo().write({"caller_id": False, "taken_until": False, **values})

    def _put_off(self):
        """Leave the person for later: the others of the list go first."""
        self._release(call_on=fields.Datetime.now() + _PUT_OFF, call_user_id=False)

    def _check_running(self):
        for recipient in self:
            if recipient.action_id.state != "running":
                raise UserError(
                    self.env._(
                        "«%(action)s» is not running: launch it to call, or note what they say as a response.",
                        action=recipient.action_id.name,
                    )
                )

    def action_take(self):
        """Take this person in particular, if nobody else has them, and open the screen of the call."""
        self.ensure_one()
        self._check_running()
        row = self.sudo()  # sudo: the frozen rows are written by nobody in person
        # Whoever takes it at this very moment ends first.
        self.env.cr.execute(SQL("SELECT id FROM despacho_action_recipient WHERE id = %s FOR UPDATE", row.id))
        row.invalidate_recordset(["caller_id", "taken_until", "state"])
        now = fields.Datetime.now()
        if row.caller_id and row.caller_id != self.env.user and row.taken_until and row.taken_until > now:
            raise UserError(
                self.env._(
                    "%(caller)s is speaking to «%(who)s» right now: take another one.",
                    caller=row.caller_id.name,
                    who=row.company_name or row.name,
                )
            )
        if row.state != "waiting" or not row._may_be_contacted():
            return row._not_to_be_called()
        row.write({"caller_id": self.env.uid, "taken_until": now + LEASE})
        return self.env["despacho.calling"]._open(row.action_id, row)

    def _not_to_be_called(self):
        """Say why this person is not put before whoever calls. It is said, and not raised: a stop has to remain."""
        row = self.sudo()  # sudo: the law may have hidden them a moment ago
        labels = dict(row._fields["reason"]._description_selection(self.env))
        return said(
            self.env._(
                "«%(who)s» is not to be called from this list now. %(reason)s",
                who=row.display_name,
                reason=row.reason_text or labels.get(row.reason, ""),
            ).strip(),
            kind="warning",
            then=RELOAD,
        )
