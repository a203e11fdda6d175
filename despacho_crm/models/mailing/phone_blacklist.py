from odoo import api, models

from ...tools.privacy import address
from .mailing_mailing import RECIPIENT


class PhoneBlacklist(models.Model):
    """Whoever asks for no more through the link of a text message is a response of the action."""

    _inherit = "phone.blacklist"

    @api.model_create_multi
    def create(self, vals_list):
        result = super().create(vals_list)
        # Somebody from outside comes to this list by no other way than that link.
        if self.env.user._is_public():
            self._note_sms_way_out({address.phone(vals.get("number")) for vals in vals_list} - {None})
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
                responses._record(row, "unsubscribe", "unsubscribe")
