from odoo import api, models, tools

from ...tools.mailing import reply
from .mailing_mailing import RECIPIENT


class MailThread(models.AbstractModel):
    """An answer to the message of an action is a response of its recipient, wherever Odoo files it."""

    _inherit = "mail.thread"

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        result = super()._message_route_process(message, message_dict, routes)
        if routes and not reply.is_automatic(message):
            self._note_reply_to_action(message_dict)
        return result

    @api.model
    def _note_reply_to_action(self, message_dict):
        references = message_dict.get("references") or message_dict.get("in_reply_to") or ""
        ids = tools.mail.mail_header_msgid_re.findall(references)
        if not ids:
            return
        # sudo: whoever answers is outside
        traces = self.env["mailing.trace"].sudo()
        rows = traces.search([("message_id", "in", ids), ("model", "=", RECIPIENT)])._get_recipients()
        if not rows:
            return
        text = reply.own_words(message_dict.get("body") or "")
        sender = tools.email_normalize(message_dict.get("email_from") or "", strict=False)
        for row in rows:
            # Whoever answers from another address is read by a person.
            out = sender == row.email_normalized and reply.asks_out(text)
            self.env["despacho.response"]._record(row, "unsubscribe" if out else False, "reply", text=text)
