from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.client_actions import RELOAD, said
from .despacho_action_recipient import CONTACT_CHANNEL


class DespachoCalling(models.TransientModel):
    """What whoever works through the list presses: how it went, and on to the next one."""

    _inherit = "despacho.calling"

    def _ask(self, result):
        """Open the dialog of the result, with ``result`` chosen already."""
        self.ensure_one()
        return self._check_somebody()._ask_result({"default_result": result, "default_calling_id": self.id})

    def action_spoke(self):
        return self._ask("spoke" if self.channel == "call" else "visited")

    def action_no_answer(self):
        return self._ask("no_answer")

    def action_left_message(self):
        return self._ask("left_message")

    def action_wrong_number(self):
        return self._ask("wrong_number")

    def action_refused(self):
        """They want no more calls: at once, in everything that calls, and on to the next one."""
        row = self._check_somebody()
        row._log_contact({"result": "refused", "next": None, "done_at": fields.Datetime.now()})
        self._go_on()
        return said(
            self.env._(
                "«%(who)s» is not called any more, by anybody. If it was a mistake, whoever answers for data "
                "protection can take it back.",
                who=row.company_name or row.name,
            ),
            kind="warning",
            then=RELOAD,
        )

    def action_skip(self):
        """Leave this person for later."""
        self._check_somebody()._put_off()
        self._go_on()
        return True

    def action_next(self):
        """Look again for somebody to call."""
        self._go_on()
        return True

    def action_stop(self):
        """Leave the list, and the person to whoever comes next."""
        self.ensure_one()
        if self.recipient_id.caller_id == self.env.user:
            self.recipient_id._release()
        return self.action_id.action_calling_list()

    def action_open_sheet(self):
        """Open what is known of whoever is called."""
        self.ensure_one()
        document = self.recipient_id._contact_document()
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "views": [(False, "form")],
        }

    def _check_somebody(self):
        """Return the person who is before them, still theirs."""
        self.ensure_one()
        row = self.recipient_id
        if not row:
            raise UserError(self.env._("There is nobody on the screen: look for the next one."))
        row.invalidate_recordset(["caller_id", "taken_until", "state"])
        now = fields.Datetime.now()
        if row.caller_id and row.caller_id != self.env.user and row.taken_until > now:
            raise UserError(
                self.env._(
                    "The time to note the call with «%(who)s» ended and %(caller)s has taken them: tell each "
                    "other, and note the result from the sheet.",
                    who=row.company_name or row.name,
                    caller=row.caller_id.name,
                )
            )
        return row


class DespachoActionRecipient(models.Model):
    _inherit = "despacho.action.recipient"

    def _ask_result(self, context):
        """Return the dialog of the result of a contact with this person."""
        self.ensure_one()
        document = self._check_contactable()
        field = "default_lead_ids" if document._name == "crm.lead" else "default_partner_ids"
        return self.env["despacho.activity.result"]._open(
            {
                field: document.ids,
                "default_recipient_id": self.id,
                "default_channel": CONTACT_CHANNEL.get(self.channel, "call"),
                **context,
            }
        )

    def _check_contactable(self):
        """Return the record in whose log the contact is written; whoever is erased has none."""
        document = self._contact_document()
        if not document:
            raise UserError(
                self.env._(
                    "Number %(number)s of «%(action)s» has no sheet any more: their data were erased, and they are not "
                    "to be contacted.",
                    number=self.number,
                    action=self.action_id.name,
                )
            )
        return document

    def action_result(self):
        """Ask how the contact with this person went, from the list."""
        self.ensure_one()
        self.check_access("read")
        if self.channel in CONTACT_CHANNEL:
            self._check_running()
        return self._ask_result({})

    def _log_contact(self, values):
        """Write down a contact with this person whose result is known."""
        self.ensure_one()
        document = self._check_contactable()
        channel = CONTACT_CHANNEL.get(self.channel, "call")
        planned = {
            "activity_type_id": self.env["mail.activity.type"]._for_channel(channel).id,
            "summary": self.action_id.name,
            "channel": channel,
            "user_id": self.env.uid,
            "date_deadline": fields.Date.context_today(self),
            "recipient_id": self.id,
        }
        activity = self.env["mail.activity"]._plan([(document, planned)], automated=False)
        activity._log_result(values)
        return activity
