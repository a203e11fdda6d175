from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, is_html_empty

from .mailing_mailing import RECIPIENT


class DespachoAction(models.Model):
    """What the channel «e-mail» does on the way of an action: see ``despacho_action_state.py``."""

    _inherit = "despacho.action"

    def _channel_check(self):
        result = super()._channel_check()
        if self.channel == "email":
            self._refuse_what_misses(self._mail_missing())
        return result

    def _refuse_what_misses(self, missing):
        """Raise, in words, if something is missing to approve the action."""
        if missing:
            raise UserError(
                self.env._(
                    "«%(action)s» cannot be approved yet:\n%(missing)s",
                    action=self.name,
                    missing="\n".join(f"- {words}" for words in missing),
                )
            )

    def _mail_missing(self):
        """Return what misses, in words, each with where it is put right."""
        missing = []
        if not self.mailing_ids:
            return [self.env._("Its e-mail is not written: press «Write the e-mail».")]
        for number, mailing in enumerate(self._get_versions(), 1):
            which = self.env._("version %(number)s", number=number) if len(self.mailing_ids) > 1 else ""
            if is_html_empty(mailing.body_html) or is_html_empty(mailing.body_arch):
                missing.append(self.env._("The e-mail is empty: write it. %(which)s", which=which).strip())
            if not (mailing.subject or "").strip():
                missing.append(self.env._("The e-mail has no subject. %(which)s", which=which).strip())
        missing += self._mail_identity_missing()
        return missing + self._mail_versions_wrong()

    def _mail_identity_missing(self):
        """Whoever sends commercial messages says who they are (LSSI, arts. 10 and 20)."""
        # sudo: what the firm says of itself in public
        company = self.company_id.sudo()
        labels = {
            "vat": self.env._("NIF"),
            "street": self.env._("address"),
            "city": self.env._("town"),
            "email": self.env._("e-mail"),
        }
        absent = [label for name, label in labels.items() if not company[name]]
        if not absent:
            return []
        return [
            self.env._(
                "At the foot of each message the law asks for who sends it. Of «%(company)s» misses: %(fields)s. "
                "Put it in Settings > Companies.",
                company=company.name,
                fields=", ".join(absent),
            )
        ]

    def _mail_versions_wrong(self):
        versions = self._get_versions()
        if len(versions) > 1 and sum(versions.mapped("trial_percent")) >= 100:
            return [self.env._("The versions on trial go to all: lower their percentages below 100 together.")]
        return []

    def _frozen(self):
        result = super()._frozen()
        for mailing in self.filtered(lambda action: action.channel == "email").mailing_ids:
            mailing.sudo().approved_print = mailing._get_print()  # sudo: nobody writes it in person
        return result

    def _channel_launch(self):
        result = super()._channel_launch()
        if self.channel == "email":
            # sudo: whoever launches an action sends its e-mail, and only so
            mailings = self.mailing_ids.sudo()
            mailings.write({"schedule_type": "now", "schedule_date": False})
            mailings.action_put_in_queue()
            if len(self._get_versions()) > 1 and self.mail_winner != "manual":
                winner_on = fields.Datetime.now() + timedelta(hours=self.mail_winner_hours)
                self.sudo().mail_winner_on = winner_on  # sudo: only launching says when
                self.env.ref("despacho_crm.ir_cron_mail_winner")._trigger(winner_on)
        return result

    def _channel_cancel(self):
        result = super()._channel_cancel()
        if self.channel == "email":
            self._mail_stop()
        return result

    def _channel_finish(self):
        result = super()._channel_finish()
        if self.channel == "email":
            self._mail_stop()
        return result

    def _mail_stop(self):
        """Nothing more leaves: messages that are prepared are cancelled, and their rows stopped."""
        # sudo: messages and mailings are nobody's
        mailings = self.mailing_ids.sudo()
        if not mailings:
            return
        self.env.flush_all()
        for table, column, wanted, known in (
            ("mail_mail", "mailing_id", "state = 'cancel'", "state = 'outgoing'"),
            ("mailing_trace", "mass_mailing_id", "trace_status = 'cancel'", "trace_status = 'outgoing'"),
        ):
            self.env.execute_query(
                SQL(
                    "UPDATE %s SET %s WHERE %s = ANY(%s) AND %s RETURNING id",
                    SQL.identifier(table),
                    SQL(wanted),
                    SQL.identifier(column),
                    mailings.ids,
                    SQL(known),
                )
            )
        self.env["mail.mail"].invalidate_model(["state"], flush=False)
        self.env["mailing.trace"].invalidate_model(["trace_status"], flush=False)
        mailings.filtered(lambda mailing: mailing.state in ("in_queue", "sending")).write({"state": "done"})
        self.env[RECIPIENT]._stop([("action_id", "in", self.ids), ("state", "=", "waiting")], "cancelled")

    # What the job tells

    def _mail_refused(self, why):
        """Tell whoever answers for the action why nothing leaves."""
        self.ensure_one()
        message = self.env._("The e-mail does not leave: %(why)s", why=why)
        self.message_post(body=message)
        if self.user_id:
            self.activity_schedule(
                "mail.mail_activity_data_warning",
                user_id=self.user_id.id,
                summary=self.env._("The e-mail does not leave"),
                note=message,
            )

    def _mail_tell_progress(self):
        """Have the screens of who launched it, and of who answers for it, show how far it is."""
        for action in self:
            for user in action.user_id | action.approved_by:
                user._bus_send("despacho_mailing/progress", {"id": action.id})
