from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, formataddr


class DespachoActionRecipient(models.Model):
    """How a message leaves to a recipient: once, or not at all.

    Before the mail server is told anything, the row is marked as leaving and that is committed. Whoever finds it
    marked sends it no more: when the machine stops between the acceptance of the server and the next commit, nobody
    knows whether the message left, and a person decides (``action_mail_was_sent``, ``action_mail_not_sent``).
    """

    _inherit = "despacho.action.recipient"

    reason = fields.Selection(
        selection_add=[
            ("refused", "The mail server refused the message"),
            ("no_server", "Our mail server did not answer"),
        ],
        ondelete={"refused": "set null", "no_server": "set null"},
    )
    leaving_on = fields.Datetime(string="Began to leave on", readonly=True)
    mail_informs = fields.Boolean(
        string="The message says where we have the data from", readonly=True, help="Art. 14 RGPD, in its foot."
    )

    def _message_get_default_recipients(self, with_cc=False, all_tos=False):
        """What was approved is what leaves: to the address of then, whatever the contact has today."""
        return {
            row.id: {
                "email_cc": "",
                "email_to": formataddr((row.name or row.company_name or "", row.email)) if row.email else "",
                "partner_ids": [],
            }
            for row in self
        }

    # Leaving

    def _mark_leaving(self):
        """Mark the row as leaving; return whether it may: it waits, its action runs, and nobody else has it."""
        self.ensure_one()
        self.flush_recordset(["state", "leaving_on", "included"])
        self.action_id.flush_recordset(["state"])
        marked = self.env.execute_query(
            SQL(
                """
                UPDATE despacho_action_recipient SET state = 'leaving', leaving_on = %(now)s
                 WHERE id = (
                        SELECT recipient.id FROM despacho_action_recipient recipient
                          JOIN despacho_action action ON action.id = recipient.action_id
                         WHERE recipient.id = %(id)s AND recipient.state = 'waiting' AND recipient.included
                           AND action.state = 'running'
                           FOR NO KEY UPDATE OF recipient SKIP LOCKED)
                RETURNING id
                """,
                id=self.id,
                now=fields.Datetime.now(),
            )
        )
        self._mail_forget()
        return bool(marked)

    def _hold_leaving(self):
        """Have whoever looks know that somebody is at it: the lock goes with the process."""
        self.env.execute_query(SQL("SELECT FROM despacho_action_recipient WHERE id = %s FOR NO KEY UPDATE", self.id))

    def _left(self):
        """Return those of these rows that nobody is sending at this moment."""
        self.flush_recordset(["state"])
        found = self.env.execute_query(
            SQL(
                "SELECT id FROM despacho_action_recipient WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED",
                self.ids,
            )
        )
        return self.browse(row_id for (row_id,) in found)

    def _mail_state(self, state, reason=None, text=None, since=("waiting", "leaving", "failed")):
        """Note what became of the messages to these rows, in one statement."""
        if not self:
            return
        self.flush_recordset(["state", "reason", "reason_text", "sent_on"])
        self.action_id.flush_recordset(["state"])
        now = fields.Datetime.now()
        self.env.execute_query(
            SQL(
                """
                UPDATE despacho_action_recipient
                   SET state = %(state)s, reason = %(reason)s, reason_text = %(text)s,
                       sent_on = CASE WHEN %(sent)s THEN COALESCE(sent_on, %(now)s)
                                      WHEN NOT %(never_left)s THEN sent_on END
                 WHERE id = ANY(%(ids)s) AND state = ANY(%(since)s) AND %(open)s
                """,
                state=state,
                reason=reason,
                text=text,
                sent=state == "sent",
                # A text message that the provider took and then could not send; what comes back did leave.
                never_left=state == "failed" and reason != "bounced",
                now=now,
                ids=self.ids,
                since=list(since),
                # What comes back once the dossier is sealed is a response after the seal, and no more.
                open=self._open_sql("despacho_action_recipient"),
            )
        )
        self._mail_forget()

    def _mail_forget(self):
        names = ["state", "reason", "reason_text", "sent_on", "leaving_on"]
        self.invalidate_recordset(names, flush=False)

    def _mail_sent(self):
        """The mail server has taken the messages."""
        self._mail_state("sent")
        self.filtered("mail_informs")._mail_informed()

    def _mail_informed(self):
        """Whoever was told in this message where the firm has their data from, is informed (art. 14 RGPD)."""
        # sudo: the message says it whoever sends it
        notices = self.env["despacho.privacy.notice"].sudo()
        for row in self.filtered(lambda row: row.partner_id or row.lead_id):
            of_row = [("partner_id", "=", row.partner_id.id)] if row.partner_id else [("lead_id", "=", row.lead_id.id)]
            notices.search([*of_row, ("company_id", "=", row.company_id.id), ("state", "=", "pending")])._end(
                "informed",
                how="first",
                evidence=self.env._(
                    "In the foot of the e-mail of «%(action)s», recipient no. %(number)s, to %(email)s.",
                    action=row.action_id.name,
                    number=row.number,
                    email=row.email,
                ),
            )

    # What a person decides where nobody knows

    def action_mail_was_sent(self):
        """The message left, as the mail server or the addressee says."""
        rows = self._unsure_of_me()
        rows._mail_state("sent", since=("leaving",))
        rows._mail_settle("sent", "sent")
        rows.filtered("mail_informs")._mail_informed()
        rows._mail_note(self.env._("It was not known whether the message left: noted that it did."))
        return True

    def action_mail_not_sent(self):
        """The message did not leave: it leaves now, or never where the action is over."""
        rows = self._unsure_of_me()
        running = rows.filtered(lambda row: row.action_id.state == "running")
        (rows - running)._mail_never_left()
        if running:
            running._mail_state("waiting", since=("leaving",))
            running._mail_settle("outgoing", "outgoing")
            running._mail_note(self.env._("It was not known whether the message left: sent again, because it had not."))
            self.env["mail.mail"]._trigger_queue()
        return True

    def _mail_never_left(self):
        """Have these rows end as those that waited when their action ended."""
        if self:
            self._stop(self, "cancelled", among=("leaving",))
            self._mail_settle("cancel", "cancel")
            self._mail_note(
                self.env._("It was not known whether the message left: it did not, and the action is over.")
            )

    def action_mail_give_up(self):
        """Nobody knows, and nobody wants to write to them twice."""
        rows = self._unsure_of_me()
        text = self.env._("Nobody knows whether it left, and it was not tried again.")
        rows._mail_state("failed", reason="other", text=text, since=("leaving",))
        rows._mail_settle("cancel", "cancel")
        rows._mail_note(text)
        return True

    def _unsure_of_me(self):
        """Return the rows of which it is unknown whether they left, once it is sure that nobody is sending them."""
        self.action_id._check_may_launch()
        # sudo: only the steps of the screen, which asked who may, write on a recipient
        rows = self.sudo().filtered(lambda row: row.channel in ("email", "sms") and row.state == "leaving")
        if not rows:
            raise UserError(self.env._("Of those chosen it is known whether they left: choose those «Leaving»."))
        if rows._left() != rows.sorted("id"):
            raise UserError(self.env._("Some of them are leaving at this moment: look again in a minute."))
        return rows

    def _mail_settle(self, mail_state, trace_status):
        """Have the messages and their traces of Odoo say the same as the rows."""
        # sudo: the messages of a mailing are nobody's
        traces = self._mail_traces()
        traces.mail_mail_id.write({"state": mail_state, "failure_reason": False, "failure_type": False})
        if trace_status == "sent":
            traces.set_sent()
        else:
            traces.write({"trace_status": trace_status, "failure_type": False})

    def _mail_traces(self):
        return (
            self.env["mailing.trace"]
            .sudo()  # as above
            .search(
                [("model", "=", self._name), ("res_id", "in", self.ids), ("mass_mailing_id.action_id", "!=", False)]
            )
        )

    def _mail_note(self, body):
        for row in self:
            row._message_log(body=body, author_id=self.env.user.partner_id.id)
