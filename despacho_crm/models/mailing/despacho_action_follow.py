from markupsafe import Markup

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..recipient.despacho_action_recipient import SENT
from .mailing_mailing import RECIPIENT

#: What the counts of an action open: of the recipients, the domain of each.
_ROWS = {
    "left": SENT,
    "waiting": Domain("state", "=", "waiting"),
    "unsure": Domain("state", "=", "leaving"),
    "failed": Domain("state", "=", "failed") & Domain("reason", "!=", "bounced"),
    "returned": Domain("state", "=", "failed") & Domain("reason", "=", "bounced"),
}
#: Of the traces of their messages.
_TRACED = {
    "opened": [("trace_status", "in", ("open", "reply"))],
    "clicked": [("links_click_datetime", "!=", False)],
    "replied": [("trace_status", "=", "reply")],
}


class DespachoAction(models.Model):
    """What became of the messages of an action, and what is done with those that did not leave."""

    _inherit = "despacho.action"

    def _open_mail_rows(self, which, title):
        self.ensure_one()
        if which in _TRACED:
            traces = (
                self.env["mailing.trace"]
                .sudo()  # who opened it is told to whoever sees the recipients
                ._search([("mass_mailing_id.action_id", "=", self.id), ("model", "=", RECIPIENT), *_TRACED[which]])
            )
            domain = [("id", "in", [row_id for (row_id,) in self.env.execute_query(traces.select("res_id"))])]
        else:
            domain = list(Domain("action_id", "=", self.id) & Domain("included", "=", True) & _ROWS[which])
        view = self.env.ref("despacho_crm.view_despacho_action_recipient_mail_list").id
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": RECIPIENT,
            "views": [(view, "list"), (False, "form")],
            "domain": domain,
            "context": {"create": False},
            "help": Markup('<p class="o_view_nocontent_smiling_face">%s</p>')
            % self.env._("No message is in this situation now"),
        }

    def action_mail_left(self):
        return self._open_mail_rows("left", self.env._("Messages that left"))

    def action_mail_unsure(self):
        return self._open_mail_rows("unsure", self.env._("Not known whether they left"))

    def action_mail_failed(self):
        return self._open_mail_rows("failed", self.env._("Messages that could not leave"))

    def action_mail_returned(self):
        return self._open_mail_rows("returned", self.env._("Messages that came back"))

    def action_mail_opened(self):
        return self._open_mail_rows("opened", self.env._("Who opened it"))

    def action_mail_clicked(self):
        return self._open_mail_rows("clicked", self.env._("Who followed a link"))

    def action_mail_replied(self):
        return self._open_mail_rows("replied", self.env._("Who answered"))

    def action_mail_retry(self):
        """Try again with those that the mail server did not take: of these it is known that they did not leave."""
        self._check_may_launch()
        for action in self:
            action._check_from("running")
            # sudo: only the steps of the screen, which asked who may, write on a recipient
            rows = self.env[RECIPIENT].sudo()
            rows = rows.search(
                [
                    ("action_id", "=", action.id),
                    ("state", "=", "failed"),
                    ("reason", "in", ("refused", "no_server", False)),
                ]
            )
            if not rows:
                raise UserError(self.env._("No message is left that could be tried again."))
            rows._mail_state("waiting", since=("failed",))
            rows._mail_settle("outgoing", "outgoing")
        self.env["mail.mail"]._trigger_queue()
        return True
