from odoo import models
from odoo.exceptions import UserError

#: What of the account, and not of one number, misses: the others would fail as well.
_OF_ACCOUNT = ("sms_credit", "sms_acc", "sms_registration_needed", "twilio_authentication", "twilio_from_missing")
#: What it means for the row that Odoo made no text message for it.
_REASON = {
    "sms_blacklist": "opposed",
    "sms_optout": "opposed",
    "sms_duplicate": "duplicate",
    "sms_number_missing": "no_address",
    "sms_number_format": "no_address",
}


class MailingMailing(models.Model):
    """The text messages of an action leave with it, some at a time, and by no way of Odoo's own."""

    _inherit = "mailing.mailing"

    def _is_sms_of_action(self):
        return self.mailing_type == "sms" and self.action_id

    def _get_remaining_recipients(self):
        # Odoo's queue of mailings sends nothing of it: the job of the action does.
        return [] if self._is_sms_of_action() else super()._get_remaining_recipients()

    def action_put_in_queue(self):
        for mailing in self.filtered(lambda mailing: mailing._is_sms_of_action()):
            raise UserError(
                self.env._("These text messages leave with «%(action)s»: do it there.", action=mailing.action_id.name)
            )
        return super().action_put_in_queue()

    def _sms_hand_over(self, rows):
        """Give the text messages for these rows, which are marked, to the provider; what becomes of them is noted by
        their traces. Return what misses in the account of the firm, if something does.
        """
        if not rows:
            return ""
        firm = self.with_company(self.action_id.company_id)
        composer = firm.env["sms.composer"].with_context(active_id=False)
        messages = composer.create(firm._send_sms_get_composer_values(rows.ids))._action_send_sms()
        firm._sms_stop_unmade(rows)
        messages.send(unlink_failed=False, unlink_sent=True, raise_exception=False)
        failed = self.env["mailing.trace"].search(
            [
                ("mass_mailing_id", "=", self.id),
                ("res_id", "in", rows.ids),
                ("failure_type", "in", _OF_ACCOUNT),
            ],
            limit=1,
        )
        return failed and failed._get_failure_label()

    def _sms_stop_unmade(self, rows):
        """Rows of which Odoo made no text message wait for nothing."""
        refused = self.env["mailing.trace"]._read_group(
            [("mass_mailing_id", "=", self.id), ("res_id", "in", rows.ids), ("trace_status", "=", "cancel")],
            ["failure_type"],
            ["res_id:array_agg"],
        )
        for failure, ids in refused:
            rows._stop([("id", "in", ids)], _REASON.get(failure, "other"), among=("leaving",))
