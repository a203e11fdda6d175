import logging

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class DespachoAction(models.Model):
    """Versions of an e-mail that are compared (A/B), and the one that wins goes to all the others.

    Of an action, and not of its campaign as in Odoo: two actions of a campaign compare each its own. Who gets which
    version is drawn once (``_get_share_sql``), so that a stopped machine goes on where it was.
    """

    _inherit = "despacho.action"

    @api.model
    def _cron_mail_winner(self):
        """Send the version that works best, of the actions whose hour has come."""
        due = self.search(
            [("state", "=", "running"), ("channel", "=", "email"), ("mail_winner_on", "<=", fields.Datetime.now())]
        )
        self.env["ir.cron"]._commit_progress(remaining=len(due))
        for action in due:
            try:
                with self.env.cr.savepoint():
                    action._mail_send_winner(action._mail_best())
            except UserError as error:
                _logger.info("The winner of action %s was not sent: %s", action.id, error)
                action.mail_winner_on = False
                action._mail_refused(str(error))
            self.env["ir.cron"]._commit_progress(1)

    def _mail_best(self):
        """Return the version that most people opened, followed or answered; of two that tie, the first written."""
        self.ensure_one()
        name = self.mail_winner if self.mail_winner != "manual" else "opened_ratio"
        return self._get_versions().sorted(lambda version: (-version[name], version.id))[:1]

    def _mail_send_winner(self, version):
        """Send ``version`` to those of the audience who got none."""
        self.ensure_one()
        self._check_from("running")
        if self.mailing_ids.filtered("trial_winner"):
            raise UserError(self.env._("The winner of this test was sent already."))
        if len(self._get_versions()) < 2:
            raise UserError(self.env._("There is one version only: it went to all."))
        # sudo: it is the same text that was approved; nobody else adds an e-mail to a running action
        winner = self._quietly(version).copy({"action_id": self.id, "trial_winner": True, "name": version.name})
        winner.approved_print = version.approved_print
        winner.write({"schedule_type": "now", "schedule_date": False})
        winner.action_put_in_queue()
        self.sudo().mail_winner_on = False  # sudo: only the program says when
        self.message_post(body=self.env._("«%(subject)s» goes to all the others.", subject=version.subject))


class MailingMailing(models.Model):
    _inherit = "mailing.mailing"

    def action_send_to_others(self):
        """This version works best: it goes to all the others."""
        self.ensure_one()
        self.action_id._check_may_launch()
        self.action_id._mail_send_winner(self)
        return True
