from odoo import api, fields, models
from odoo.tools.misc import clean_context

from ..models.activity.mail_activity import REACHED


class DespachoActivityResult(models.TransientModel):
    """The result of a contact with a recipient of an action: the same dialog, with the next try of its list."""

    _inherit = "despacho.activity.result"

    recipient_id = fields.Many2one("despacho.action.recipient", string="Recipient of an action")
    calling_id = fields.Many2one("despacho.calling", string="Calls of an action")
    call_back = fields.Boolean(
        string="Call again from this list", compute="_compute_call_back", store=True, readonly=False
    )
    call_back_on = fields.Datetime(
        string="On this day at this hour", compute="_compute_call_back", store=True, readonly=False
    )
    call_back_message = fields.Char(compute="_compute_call_back", store=True)

    @api.depends("recipient_id", "result")
    def _compute_call_back(self):
        for asked in self:
            row = asked.recipient_id
            tries = row.call_tries + 1
            again = bool(row) and row._propose_call_back(asked.result, tries, fields.Datetime.now())
            asked.call_back = bool(again)
            asked.call_back_on = again
            asked.call_back_message = asked._call_back_words(row, tries, again) if row else False

    def _call_back_words(self, row, tries, again):
        if self.result not in ("no_answer", "left_message") or row.channel != "call":
            return False
        counts = {"tries": tries, "total": row.action_id.call_max_tries}
        if again:
            return self.env._("Try %(tries)s of %(total)s.", **counts)
        return self.env._("Try %(tries)s of %(total)s: the list calls them no more.", **counts)

    @api.depends("recipient_id")
    def _compute_next(self):
        result = super()._compute_next()
        for asked in self.filtered("recipient_id"):
            if asked.result not in REACHED:
                # Who is not reached is called again from the list, as often as the action says.
                asked.next_wanted = False
        return result

    def _create_activities(self):
        row = self.recipient_id
        if not row:
            return super()._create_activities()
        fresh = False
        if self.result in REACHED and self.reaction == "interested" and not self.lead_ids:
            # What is agreed with whoever is interested is of the lead that they become.
            self.lead_ids, fresh = row._lead_of_interested(self.channel, self.feedback)
        activities = super()._create_activities()
        activities.write({"recipient_id": row.id})
        # A lead that has just come in is new: it is still to be attended to.
        return activities.with_context(contact_known_to_lead=fresh)

    def action_confirm(self):
        row = self.recipient_id
        if not row:
            return super().action_confirm()
        calling = self.calling_id
        again = self.call_back_on if self.call_back else False
        # With what the dialog was opened is its own, and not of what it writes.
        own = {
            "call_back_on": again,
            "call_back_by": self.env.uid,
            "response_next_date": again or self.next_wanted and self.next_date,
        }
        noted = self.with_env(self.env(context={**clean_context(self.env.context), **own}))
        result = super(DespachoActivityResult, noted).action_confirm()
        if calling:
            calling._go_on()
        return result

    def _prepare_result_values(self):
        values = super()._prepare_result_values()
        if self.recipient_id and self.call_back and not self.correcting:
            values.update(next_days=0, next=None)
        return values
