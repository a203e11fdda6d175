from odoo import api, models

from ...tools.privacy import address
from ..opposition.despacho_opposition_oppose import OPPOSING
from .mailing_mailing import RECIPIENT


class PhoneBlacklist(models.Model):
    """Whoever asks for no more through the link of a text message said it, whoever else has their number."""

    _inherit = "phone.blacklist"

    @api.model_create_multi
    def create(self, vals_list):
        result = super().create(vals_list)
        # Somebody from outside comes to this list by no other way than that link.
        if self.env.user._is_public():
            numbers = {address.phone(vals.get("number")) for vals in vals_list} - {None}
            self._note_sms_way_out(numbers)
            # What is written here because somebody was noted already is not told back.
            if not self.env.context.get(OPPOSING):
                self._oppose_sms_addressees(numbers)
        return result

    @api.model
    def _note_sms_way_out(self, numbers):
        # sudo: whoever asks is outside
        rows = self.env[RECIPIENT].sudo()
        responses = self.env["despacho.response"].sudo()  # sudo: as above
        for number in sorted(numbers):
            row = rows.search(
                [("channel", "=", "sms"), ("phone_sanitized", "=", number), ("sent_on", "!=", False)],
                order="sent_on desc, id desc",
                limit=1,
            )
            known = [("recipient_id", "=", row.id), ("source", "=", "unsubscribe")]
            if row and not responses.search_count(known, limit=1):
                # They left by the phone: that closes calls and text messages, and leaves the e-mail as it was.
                responses._record(row, "unsubscribe", "unsubscribe", channel="message")

    @api.model
    def _oppose_sms_addressees(self, numbers):
        """Of a text message of Odoo's own, note the no of the contact or lead that it was sent to last.

        The number alone tells whose it is only where nobody shares it.
        """
        # sudo: whoever asks is outside
        traces = self.env["mailing.trace"].sudo()
        if "sms_number" not in traces._fields:
            return
        for number in sorted(numbers):
            trace = traces.search(
                [
                    ("trace_type", "=", "sms"),
                    ("sms_number", "=", number),
                    ("trace_status", "not in", ("outgoing", "cancel", "error")),
                ],
                order="id desc",
                limit=1,
            )
            if person := trace._get_addressee():
                self.env["despacho.opposition"]._oppose(
                    person,
                    channels=["phone", "sms"],
                    how="footer",
                    evidence=trace.mass_mailing_id.display_name,
                    phone=number,
                )
