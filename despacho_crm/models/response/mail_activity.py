from odoo import api, fields, models

#: The source of what is noted of a contact with a recipient.
_SOURCE_OF = {"call": "call", "visit": "visit", "meeting": "visit", "email": "reply", "post": "post", "web": "web"}


class MailActivity(models.Model):
    """The result of a contact with a recipient is a response to its action."""

    _inherit = "mail.activity"

    recipient_id = fields.Many2one(
        "despacho.action.recipient",
        string="Recipient of an action",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._check_recipients()
        return activities

    def write(self, vals):
        result = super().write(vals)
        if vals.get("recipient_id"):
            self._check_recipients()
        return result

    def _check_recipients(self):
        """What is noted of a contact is written on its recipient: only on one that whoever notes it may see."""
        if self.recipient_id:
            self.recipient_id.check_access("read")

    def _contacts_logged(self):
        result = super()._contacts_logged()
        if not self.env.context.get("response_known"):
            # sudo: whoever makes the call notes it, and the responses are written by the program
            self.sudo().filtered("recipient_id")._respond()
        return result

    def _respond(self):
        """Note the responses of these contacts, or correct those that were noted of them."""
        responses = self.env["despacho.response"].with_context(response_known=True)
        noted = {response.activity_id: response for response in responses.search([("activity_id", "in", self.ids)])}
        for activity in self:
            answers, kind = responses._kind_of_contact(activity.result, activity.reaction)
            response = noted.get(activity)
            if response:
                if response.kind != kind:
                    response.kind = kind
            elif answers and not activity._only_attended(kind):
                responses._record(
                    activity.recipient_id,
                    kind,
                    _SOURCE_OF.get(activity.channel, "typed"),
                    channel=activity.channel,
                    activity_id=activity.id,
                    date=activity.done_at,
                    text=activity.feedback,
                    next_date=kind == "later" and activity._response_next_date(),
                    user_id=activity.user_id.id,
                )

    def _only_attended(self, kind):
        """Tell whether all that is known is that they came to an event with many others: no answer yet."""
        return not kind and self.recipient_id.channel == "event"

    def _response_next_date(self):
        """Return the day on which they said that we contact them again."""
        said = self.env.context.get("response_next_date")
        if said:
            return fields.Date.to_date(said)
        return self._next_contact_day() if self.next_days else False
