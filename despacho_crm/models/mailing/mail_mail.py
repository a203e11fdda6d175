import logging

import psycopg2

from odoo import api, models, modules
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import split_every

from .handing import Handing
from .mailing_mailing import RECIPIENT

_logger = logging.getLogger(__name__)
#: Messages of which the gate is asked at once, just before they leave.
BATCH = 50
#: Of an action in these states nothing leaves any more.
OVER = ("done", "cancelled", "sealed")


class MailMail(models.Model):
    """A message of a commercial action leaves once or not at all, and only to whom the law lets it go now."""

    _inherit = "mail.mail"

    def _send(
        self,
        auto_commit=False,
        raise_exception=False,
        smtp_session=None,
        alias_domain_id=False,
        mail_server=False,
        post_send_callback=None,
    ):
        options = {
            "raise_exception": raise_exception,
            "smtp_session": smtp_session,
            "alias_domain_id": alias_domain_id,
            "mail_server": mail_server,
        }
        ours = self._of_actions()
        others = self - ours
        if others or not ours:
            super(MailMail, others)._send(auto_commit=auto_commit, post_send_callback=post_send_callback, **options)
        if ours and not self.env["ir.mail_server"]._disable_send():
            if not auto_commit and not modules.module.current_test:
                # That a message is leaving has to be committed before: only the queue can.
                self._trigger_queue()
                return True

            def hand_over(mail):
                return super()._send(**options)

            ours._leave(hand_over, smtp_session, auto_commit, post_send_callback)
        return True

    @api.model
    def process_email_queue(self, email_ids=(), batch_size=1000):
        """What the queue leaves of an action for lack of time, it takes up at once and not in an hour."""
        result = super().process_email_queue(email_ids, batch_size)
        if not email_ids and self.search_count(
            [("state", "=", "outgoing"), ("mailing_id.action_id", "!=", False)], limit=1
        ):
            self._trigger_queue()
        return result

    def _of_actions(self):
        """Return those that are the message of a commercial action to one of its recipients; a test is not."""
        if self.env.context.get("mailing_test_mail"):
            return self.browse()
        return self.search(
            [("id", "in", self.ids), ("model", "=", RECIPIENT), ("mailing_id.action_id", "!=", False)], order="id"
        )

    @api.model
    def _trigger_queue(self):
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    def _leave(self, hand_over, session, keep, callback):
        """Send them one by one, each marked as leaving before, until the time of the job is over.

        :param hand_over: function that sends one of them, by core's own way
        :param keep: whether to commit, which only a test does not
        """
        actions = self.mailing_id.action_id
        for mail_ids in split_every(BATCH, self.ids):
            for mail in self._unless_taken(self.browse(mail_ids)._allowed_now, keep) or ():
                if not self._keep(keep):
                    return
                # sudo: the row of whom it is for; what leaves is nobody's
                recipient = self.env[RECIPIENT].sudo().browse(mail.res_id)
                if self._unless_taken(recipient._mark_leaving, keep):
                    self._keep(keep)
                    mail._hand_over(recipient, hand_over, session, keep)
                if callback:
                    callback(mail.ids)
            self._keep(keep)
            actions._mail_tell_progress()

    def _unless_taken(self, step, keep):
        """Return what ``step`` gives; nothing where somebody else is at the same rows at this moment."""
        try:
            return step()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            if not keep:
                raise
            self.env.cr.rollback()
            _logger.info("Others are at the same messages: left to them")
            return None

    def _keep(self, keep):
        """Commit, unless in a test; return the seconds that are left to the job."""
        if keep:
            return self.env["ir.cron"]._commit_progress()
        self.env.flush_all()
        return float("inf")

    def _hand_over(self, recipient, hand_over, session, keep):
        """Give one message, whose row is marked, to the mail server, and note what is known of it."""
        recipient._hold_leaving()
        with Handing(session) as handing:
            try:
                hand_over(self)
                self.env.flush_all()
            except psycopg2.Error as error:
                if not keep:
                    raise
                self._keep_what_is_known(recipient, handing)
                if not isinstance(error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
                    raise
                return
            except Exception:
                if not handing.started:
                    recipient._mail_state("waiting", since=("leaving", "failed"))
                    self._settle("outgoing")
                elif handing.unsure:
                    self._unsure(recipient)
                self._keep(keep)
                raise
        if handing.unsure:
            self._unsure(recipient)

    def _keep_what_is_known(self, recipient, handing):
        """The mail server may have taken the message, and only the base did not take the news."""
        self.env.cr.rollback()
        if handing.accepted:
            recipient._mail_sent()
            self._settle("sent")
        elif not handing.started:
            recipient._mail_state("waiting", since=("leaving",))
        self._keep(True)

    def _settle(self, state):
        self.exists().write({"state": state, "failure_reason": False, "failure_type": False})

    def _unsure(self, recipient):
        """Nobody knows whether the message left: it does not leave again before a person has looked."""
        recipient._mail_state("leaving")
        mail = self.exists()
        reason = self.env._("It stopped while the message was leaving: nobody knows whether it arrived.")
        mail.write({"state": "exception", "failure_type": "unknown", "failure_reason": reason})
        mail.mailing_trace_ids.write({"trace_status": "process", "failure_type": False})

    def _allowed_now(self):
        """Return those of these messages that may leave now; those that may not are closed."""
        # sudo: as in _leave
        rows = self.env[RECIPIENT].sudo().browse(self.mapped("res_id")).exists()
        self._close(rows)
        rows = rows.filtered(lambda row: row.state == "waiting" and row.action_id.state == "running")
        allowed = rows._judge_again() if rows else rows
        refused = rows - allowed
        self.filtered(lambda mail: mail.res_id in refused.ids)._close_stopped()
        return self.filtered(lambda mail: mail.res_id in allowed.ids)

    def _close(self, rows):
        """Close the messages whose row no longer waits; of those that were leaving nobody knows whether they did.

        Where the action is over nobody waits any more: the queue would come back to them without end.
        """
        over = rows.filtered(lambda row: row.state == "waiting" and row.action_id.state in OVER)
        if over:
            over._stop(over, "cancelled")
            self.filtered(lambda mail: mail.res_id in over.ids)._close_stopped()
        states = {row.id: row.state for row in rows}
        self.filtered(lambda mail: states.get(mail.res_id) in (None, "stopped", "excluded", "failed"))._close_stopped()
        self.filtered(lambda mail: states.get(mail.res_id) == "sent")._settle("sent")
        left = rows.filtered(lambda row: row.state == "leaving")._left() if "leaving" in states.values() else rows[:0]
        for mail in self.filtered(lambda mail: mail.res_id in left.ids):
            mail._unsure(left.browse(mail.res_id))

    def _close_stopped(self):
        self.write({"state": "cancel"})
        self.mailing_trace_ids.set_canceled()
