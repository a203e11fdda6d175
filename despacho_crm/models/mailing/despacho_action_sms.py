from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, plaintext2html

from .mailing_mailing import RECIPIENT

#: Text messages that are handed over at once: after a stopped machine, of so many nobody knows whether they left.
BATCH = 50


class DespachoAction(models.Model):
    """What the channel «SMS» does: one text, to each recipient once, through Odoo's own mailing of text messages.

    Only where the module ``mass_mailing_sms`` is installed; nothing here needs it elsewhere.
    """

    _inherit = "despacho.action"

    sms_text = fields.Text(
        string="Text message",
        help="Everybody gets the same. Who sends it and the link to receive no more are put below it.",
    )
    sms_leaving = fields.Boolean(string="Text messages are leaving", readonly=True, copy=False)

    _sms_to_leave = models.Index("(id) WHERE sms_leaving")

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {"sms_leaving"}

    @api.constrains("sms_text")
    def _check_sms_text(self):
        for action in self:
            # What Odoo would compute for each addressee, it would compute with the rights of the job.
            if "{{" in (action.sms_text or ""):
                raise ValidationError(
                    self.env._(
                        "The text message of «%(action)s» is the same for everybody: take the double braces «{{» out.",
                        action=action.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._sms_told(vals) for vals in vals_list])

    def write(self, vals):
        if "sms_text" in vals:
            self._check_design()
        return super().write(self._sms_told(vals))

    @api.model
    def _sms_told(self, vals):
        """The action says itself what is sent, as it does of an e-mail."""
        if vals.get("sms_text") and "body" not in vals:
            return {**vals, "body": plaintext2html(vals["sms_text"])}
        return vals

    # On the way of the action

    def _channel_check(self):
        result = super()._channel_check()
        if self.channel == "sms":
            if "sms" not in self.env["mailing.mailing"]._fields["mailing_type"].get_values(self.env):
                raise UserError(
                    self.env._("Odoo cannot send text messages here: ask the administrator to install «SMS Marketing».")
                )
            if not (self.sms_text or "").strip():
                raise UserError(
                    self.env._("«%(action)s» has no text yet: write it in «Text message».", action=self.name)
                )
        return result

    def _channel_launch(self):
        result = super()._channel_launch()
        if self.channel == "sms":
            # sudo: whoever launches an action sends its text messages, and knows nothing of mailings
            self.sudo()._quietly(self.env["mailing.mailing"]).create(self.sudo()._prepare_sms_values())
            self._sms_go_on()
        return result

    def _prepare_sms_values(self):
        company = self.company_id
        return {
            **self._prepare_mailing_values(),
            "subject": self.name,
            "body_arch": False,
            "body_html": False,
            "mailing_type": "sms",
            # Who sends it, as the law asks (LSSI, art. 20); Odoo puts the way out below.
            "body_plaintext": f"{self.sms_text.strip()}\n{company.name}",
            "sms_allow_unsubscribe": True,
            "keep_archives": True,
        }

    def _channel_cancel(self):
        result = super()._channel_cancel()
        if self.channel == "sms":
            self._sms_stop()
        return result

    def _channel_finish(self):
        result = super()._channel_finish()
        if self.channel == "sms":
            self._sms_stop()
        return result

    def _sms_stop(self):
        self._sms_ended()
        self.env[RECIPIENT]._stop([("action_id", "in", self.ids), ("state", "=", "waiting")], "cancelled")

    def _sms_ended(self):
        # sudo: mailings are nobody's, and only the program writes how far it is
        action = self.sudo()
        action.sms_leaving = False
        action.mailing_ids.write({"state": "done", "sent_date": fields.Datetime.now()})

    def _sms_go_on(self):
        """Have the job send what waits."""
        # sudo: only the buttons, which asked who may, and the program come here
        self.sudo().sms_leaving = True
        self.env.ref("despacho_crm.ir_cron_sms_leave")._trigger()

    # The job

    @api.model
    def _cron_sms_leave(self):
        """Send the text messages of the actions that run, until the time of the job is over."""
        actions = self.search([("sms_leaving", "=", True), ("state", "=", "running")], order="id")
        self.env["ir.cron"]._commit_progress(remaining=len(actions))
        for action in actions:
            if not action._sms_leave():
                self.env.ref("despacho_crm.ir_cron_sms_leave")._trigger()
                return
            self.env["ir.cron"]._commit_progress(1)

    def _sms_leave(self):
        """Send what waits in this action; return whether the time was enough."""
        self.ensure_one()
        while rows := self._sms_next():
            rows = rows._sms_mark_leaving()
            # That they are leaving is known before the provider knows of them: nobody is sent to twice.
            time_left = self.env["ir.cron"]._commit_progress()
            try:
                with self.env.cr.savepoint():
                    problem = self.mailing_ids[:1]._sms_hand_over(rows._sms_hold_leaving())
            except UserError as error:
                # Nothing was handed over: what the provider answers is no exception.
                rows._mail_state("waiting", since=("leaving",))
                problem = str(error)
            self._mail_tell_progress()
            if problem:
                self.sms_leaving = False
                self._sms_refused(problem)
                return True
            time_left = self.env["ir.cron"]._commit_progress() and time_left
            if not time_left:
                return False
        self._sms_ended()
        return True

    def _sms_next(self):
        """Return some of those that wait."""
        self.env.flush_all()
        found = self.env.execute_query(
            SQL(
                """
                SELECT id FROM despacho_action_recipient
                 WHERE action_id = %s AND included AND state = 'waiting' ORDER BY number LIMIT %s
                """,
                self.id,
                BATCH,
            )
        )
        rows = self.env[RECIPIENT].browse(row_id for (row_id,) in found)
        rows.invalidate_recordset(["state"], flush=False)
        return rows

    def _sms_refused(self, why):
        """Tell whoever answers for the action why nothing leaves."""
        message = self.env._(
            "The text messages do not leave: %(why)s Once it is put right, press «Try again» in the action.", why=why
        )
        self.message_post(body=message)
        if self.user_id:
            self.activity_schedule(
                "mail.mail_activity_data_warning",
                user_id=self.user_id.id,
                summary=self.env._("The text messages do not leave"),
                note=message,
            )

    def action_sms_retry(self):
        """Go on with those that wait, and with those of which it is known that the provider did not take them."""
        self._check_may_launch()
        for action in self:
            action._check_from("running")
            # sudo: only the steps of the screen, which asked who may, write on a recipient
            rows = self.env[RECIPIENT].sudo()
            rows = rows.search(
                [("action_id", "=", action.id), ("state", "=", "failed"), ("reason", "=", "no_provider")]
            )
            rows._mail_state("waiting", since=("failed",))
            rows._mail_settle("outgoing", "outgoing")
            action._sms_go_on()
        return True
