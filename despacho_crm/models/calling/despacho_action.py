from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import is_html_empty

from .despacho_action_recipient import PERSONAL

#: How often somebody who does not answer is called.
_TRIES = 3


class DespachoAction(models.Model):
    """Actions in which somebody speaks to each recipient: calls, visits, events."""

    _inherit = "despacho.action"

    call_max_tries = fields.Integer(
        string="Tries for each one", default=_TRIES, help="Who does not answer is called again up to this many times."
    )
    call_waiting_count = fields.Integer(string="To call now", compute="_compute_call_counts")
    call_later_count = fields.Integer(string="To call later", compute="_compute_call_counts")
    call_done_count = fields.Integer(string="Spoken to", compute="_compute_call_counts")

    _tries = models.Constraint("CHECK (call_max_tries > 0)", "Each one is called at least once.")

    @api.model
    def _get_to_call_domain(self):
        """Return the domain of the rows that somebody has to speak to, today or another day."""
        return Domain("included", "=", True) & Domain("state", "=", "waiting")

    @api.depends("recipient_ids.state", "recipient_ids.call_on")
    def _compute_call_counts(self):
        # sudo: numbers, whoever may see the rows
        rows = self.env["despacho.action.recipient"].sudo()
        own = Domain("action_id", "in", self._origin.ids)
        to_call = own & self._get_to_call_domain()
        later = to_call & Domain("call_on", ">", fields.Datetime.now())
        counts = {
            name: {action.id: count for action, count in rows._read_group(domain, ["action_id"], ["__count"])}
            for name, domain in (
                ("all", to_call),
                ("later", later),
                ("done", own & Domain("state", "=", "sent")),
            )
        }
        for action in self:
            key = action._origin.id
            action.call_later_count = counts["later"].get(key, 0)
            action.call_waiting_count = counts["all"].get(key, 0) - action.call_later_count
            action.call_done_count = counts["done"].get(key, 0)

    def _channel_check(self):
        result = super()._channel_check()
        if self.channel == "call" and is_html_empty(self.script):
            raise UserError(
                self.env._(
                    "«%(action)s»: write the script of the call. It begins with who calls, and with their right to say "
                    "that they do not want calls.",
                    action=self.name,
                )
            )
        return result

    def _channel_cancel(self):
        result = super()._channel_cancel()
        self._release_callers()
        return result

    def _channel_finish(self):
        """Nobody is called any more; what was agreed with somebody is not lost: it goes to the agenda."""
        result = super()._channel_finish()
        if self.channel in PERSONAL:
            self._plan_agreed_calls()
            self._release_callers()
        return result

    def _release_callers(self):
        # sudo: the frozen rows are written by nobody in person
        self.sudo().recipient_ids.filtered("caller_id")._release()

    def _plan_agreed_calls(self):
        """Plan for each one, as a task of whoever agreed it, the call that was still to come."""
        # sudo: whoever finishes the action may be another than whoever agreed the calls
        rows = self.env["despacho.action.recipient"].sudo()
        agreed = Domain("action_id", "in", self.ids) & self._get_to_call_domain()
        agreed &= Domain("call_on", "!=", False) & Domain("call_user_id", "!=", False)
        call = self.env["mail.activity.type"]._for_channel("call")
        planned = [
            (
                row._contact_document(),
                {
                    "activity_type_id": call.id,
                    "summary": row.action_id.name,
                    "user_id": row.call_user_id.id,
                    "date_deadline": fields.Datetime.context_timestamp(row, row.call_on).date(),
                },
            )
            # The law is asked again: whoever said no meanwhile is put in nobody's agenda.
            for row in rows.search(agreed)._judge_again()
            if row._contact_document()
        ]
        # sudo: they are tasks of others, perhaps on leads that whoever finishes the action does not see
        self.env["mail.activity"].sudo()._plan(planned)

    def action_call(self):
        """Take the next person and open the screen of the call."""
        self.ensure_one()
        self.check_access("read")
        if self.state != "running":
            raise UserError(
                self.env._("«%(action)s» is not running: nobody is called before it is launched.", action=self.name)
            )
        recipient = self.env["despacho.action.recipient"]._take_next(self, self.env.user)
        return self.env["despacho.calling"]._open(self, recipient)

    def action_calling_list(self):
        """Open the list of whom to call or visit, and of who comes."""
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_calling_list")
        action["domain"] = [("action_id", "in", self.ids), ("included", "=", True)]
        if len(self) == 1:
            action["display_name"] = action["name"] = self.name
        action["context"] = {"only_calls": set(self.mapped("channel")) == {"call"}}
        return action
