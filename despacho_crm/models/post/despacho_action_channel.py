from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty

#: So many letters are made while one waits; more are made by the job.
AT_ONCE = 120


class DespachoAction(models.Model):
    """What the channel «post» does on the way of an action: see ``despacho_action_state.py``."""

    _inherit = "despacho.action"

    def _channel_check(self):
        result = super()._channel_check()
        if self.channel == "post":
            missing = self._mail_identity_missing()
            if is_html_empty(self.body):
                missing.insert(0, self.env._("The letter is empty: write it in «Letter»."))
            self._refuse_what_misses(missing)
        return result

    def _channel_launch(self):
        result = super()._channel_launch()
        if self.channel == "post":
            self._forget_post_counts()
            if self.post_waiting <= AT_ONCE:
                while self._make_post_run():
                    pass
            else:
                self.env.ref("despacho_crm.ir_cron_post_print")._trigger()
        return result

    def _channel_cancel(self):
        result = super()._channel_cancel()
        if self.channel == "post":
            rows = self.env["despacho.action.recipient"]
            rows._stop([("action_id", "=", self.id)], "cancelled", among=("preparing", "waiting", "leaving"))
        return result

    def _channel_finish(self):
        if self.channel == "post":
            self._check_all_posted()
        return super()._channel_finish()

    def _check_all_posted(self):
        self._forget_post_counts()
        if self.post_waiting:
            raise UserError(
                self.env._(
                    "%(count)s letters of «%(action)s» are still to be made. Wait for them, or cancel the action.",
                    count=self.post_waiting,
                    action=self.name,
                )
            )
        if self.post_made:
            raise UserError(
                self.env._(
                    "%(count)s letters of «%(action)s» are made and not posted yet. Mark them as posted in "
                    "«Print and post»; if they will not be, cancel the action.",
                    count=self.post_made,
                    action=self.name,
                )
            )

    @api.model
    def _cron_print_letters(self):
        """Make the letters of what was launched, a bundle at a time: killed, it goes on with the next one."""
        progress = self.env["ir.cron"]
        running = self.search([("state", "=", "running"), ("channel", "=", "post")], order="launched_on, id")
        progress._commit_progress(remaining=sum(running.mapped("post_waiting")))
        for action in running:
            while run := action._make_post_run():
                action._tell_letters()
                if not progress._commit_progress(run.letter_count):
                    return

    def _tell_letters(self):
        """Let whoever looks at the action see how far it is."""
        self._forget_post_counts()
        if self.user_id:
            left = self.post_waiting
            message = (
                self.env._("«%(action)s»: %(count)s letters left to make.", action=self.name, count=left)
                if left
                else self.env._(
                    "«%(action)s»: all its letters are made. Print them in «Print and post».", action=self.name
                )
            )
            self.user_id._bus_send("simple_notification", {"type": "info", "message": message})

    def _seal_prepare(self):
        """The files to print go: what was sent is its text, in document 1, and to whom, in document 2."""
        result = super()._seal_prepare()
        self.post_run_ids._drop_files()
        return result
