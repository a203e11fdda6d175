from odoo import api, fields, models

from ..activity.mail_activity import REACHED

#: What each kind is in the log of contacts, where there is one.
REACTION_OF = {
    "interested": "interested",
    "information": "information",
    "later": "later",
    "not_interested": "not_interested",
    "complaint": "complaint",
}
#: The kind of what was noted in the log. Whoever does not know yet is asked again later.
KIND_OF = {**{reaction: kind for kind, reaction in REACTION_OF.items()}, "undecided": "later"}
_RESULT_OF = {"call": "spoke", "visit": "visited", "meeting": "visited"}


class DespachoResponse(models.Model):
    """An answer is a contact: it goes to the one log, from where temperature and the agenda take it."""

    _inherit = "despacho.response"

    @api.model
    def _kind_of_contact(self, result, reaction):
        """Return (whether it is an answer, its kind) of a contact with a recipient."""
        if result == "refused":
            return True, "unsubscribe"
        if result == "wrong_number":
            return True, "wrong_person"
        return result in REACHED, KIND_OF.get(reaction, False)

    def _log_contacts(self):
        """Write in the log what is not there yet, and what was corrected."""
        for response in self.filtered(lambda response: response.kind in REACTION_OF):
            if response.activity_id:
                response._correct_contact()
            else:
                response._log_contact()

    def _correct_contact(self):
        # sudo: the response says now what the contact meant, whoever had noted it
        activity = self.activity_id.sudo().with_context(response_known=True)
        if KIND_OF.get(activity.reaction) != self.kind:
            result = activity.result if activity.result in REACHED else _RESULT_OF.get(activity.channel, "answered")
            activity.write({"result": result, "reaction": REACTION_OF[self.kind]})

    def _log_contact(self):
        """Write the answer down with the dialog's own rules of what is next."""
        self.ensure_one()
        document = self._log_document()
        if not document:
            return
        field = "lead_ids" if document._name == "crm.lead" else "partner_ids"
        actor = self._log_actor()
        # sudo: only where nobody of the firm is known who could write it
        env = self.with_user(actor).env if actor else self.sudo().env
        # A reply is there before somebody says what it means: what counts is that its lead begins now.
        new_lead = document == self.created_lead_id and document.create_date == self.env.cr.now()
        asked = (
            env["despacho.activity.result"]
            .with_context(response_known=True, contact_known_to_lead=new_lead)
            .create({field: document.ids, **self._prepare_contact_values(actor)})
        )
        activity = asked._create_activities()
        values = asked._prepare_result_values()
        if new_lead:
            # A new lead has what its stage plans.
            values["next"] = None
        activity._log_result({**values, "done_at": min(self.date, fields.Datetime.now())})
        # sudo: the link is ours
        self.sudo().activity_id = activity.exists()

    def _log_document(self):
        if self.created_lead_id:
            return self.created_lead_id
        lead = self.lead_id or self.recipient_id.lead_id
        return lead if lead.exists() and lead.active else self.partner_id

    def _log_actor(self):
        """Return in whose name it is written down: of whoever notes it, or answers for the action."""
        for user in (self.env.user, self.user_id, self.action_id.user_id):
            if user.active and user.has_group("despacho_crm.group_user"):
                return user
        return self.env["res.users"]

    def _prepare_contact_values(self, actor):
        values = {
            "channel": self.channel or "message",
            "direction": "inbound",
            "result": _RESULT_OF.get(self.channel, "answered"),
            "reaction": REACTION_OF[self.kind],
            "done_at": min(self.date, fields.Datetime.now()),
            "feedback": self.text or self.action_id.name,
            "counts_for_id": False,
            "move_stage": False,
        }
        attending = self._lead_owner() or actor
        if attending:
            values["next_user_id"] = attending.id
        if self.kind == "later" and self.next_date:
            values.update(next_wanted=True, next_date=self.next_date)
        return values
