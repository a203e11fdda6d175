from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date, html2plaintext

#: Who answers so wants nothing more, by that channel at least.
_OPPOSING = frozenset({"unsubscribe", "complaint"})
_EVERY_CHANNEL = ("email", "phone", "post", "sms", "visit")
#: What is closed to us by each channel of an answer.
_CLOSED_BY = {
    "email": ("email",),
    "web": ("email",),
    "call": ("phone", "sms"),
    "message": ("phone", "sms"),
    "post": ("post",),
}
#: The way of each channel, as oppositions call it.
_WAY_OF = {
    "email": "email",
    "call": "phone",
    "message": "phone",
    "post": "letter",
    "visit": "person",
    "meeting": "person",
}


def closed_by(channel):
    """Return the channels that whoever says no through ``channel`` closes to us."""
    return list(_CLOSED_BY.get(channel, _EVERY_CHANNEL))


def way_of(channel):
    """Return how oppositions call what is said through ``channel``."""
    return _WAY_OF.get(channel, "other")


class DespachoResponse(models.Model):
    """What has to happen once it is known what somebody answered."""

    _inherit = "despacho.response"

    def _classified(self, before):
        result = super()._classified(before)
        # sudo: what follows from an answer follows whoever notes it, and whatever he may see.
        responses = self.sudo().filtered("kind")
        responses.filtered(lambda response: response.kind == "interested")._make_leads()
        responses._log_contacts()
        responses.filtered(lambda response: response.kind in _OPPOSING)._oppose()
        responses.filtered(lambda response: response.kind == "wrong_person")._ask_review()
        return result

    def _oppose(self):
        """Whoever wants nothing more gets nothing more, from now on and in everything."""
        page = self.env["despacho.privacy.page"]
        for response in self:
            partner = response.partner_id
            email, phone = response._get_sent_to()
            page._oppose_people(
                partner,
                response.lead_id if not partner else response.lead_id.browse(),
                email,
                phone,
                response._closed_channels(),
                response._how(),
                response._evidence(),
                response.company_id,
            )

    def _get_sent_to(self):
        """Return (e-mail, number) to which it was sent, that are of whoever answers: they may have others today.

        Frozen of whoever works in a company, the number may be that of the company, which said nothing.
        """
        recipient, partner = self.recipient_id, self.partner_id
        if partner and recipient.partner_id not in (partner, partner.browse()):
            return None, None
        company = (partner or recipient).commercial_partner_id
        is_own = company in (partner, partner.browse())
        return recipient.email_normalized, recipient.phone_sanitized if is_own else None

    def _closed_channels(self):
        """Return the channels that an answer closes. A complaint closes all of them."""
        if self.everything or self.kind == "complaint":
            return list(_EVERY_CHANNEL)
        return closed_by(self.channel)

    def _how(self):
        """Return by which way they said it, as oppositions call it."""
        if self.kind == "complaint":
            return "complaint"
        return "footer" if self.source == "unsubscribe" else way_of(self.channel)

    def _evidence(self):
        said = html2plaintext(self.text or "").strip()
        return self.env._(
            "Answered «%(kind)s» to «%(action)s» on %(day)s. %(said)s",
            kind=dict(self._fields["kind"]._description_selection(self.env))[self.kind],
            action=self.action_id.name,
            day=format_date(self.env, self.date),
            said=said,
        ).strip()

    def _ask_review(self):
        """Whose number or address is another's is to be looked at: its NIF and how to reach them."""
        todo = self.env.ref("mail.mail_activity_data_todo", raise_if_not_found=False)
        planned = []
        for response in self:
            document = response.partner_id or response.lead_id
            owner = response._lead_owner()
            if not document or not owner:
                continue
            # sudo: the language in which a colleague works
            speaking = self.with_context(lang=owner.sudo().lang or self.env.lang)
            values = {
                "activity_type_id": todo.id if todo else False,
                "summary": speaking.env._("Wrong person: find the right one, and check NIF, phone and e-mail"),
                "note": response.text,
                "user_id": owner.id,
                "date_deadline": fields.Date.context_today(response),
            }
            planned.append((document, values))
        self.env["mail.activity"]._plan(planned)

    def _forget(self, partners, leads=None, emails=()):
        """Take away what those who are erased wrote; that there was a response, and of which kind, stays.

        :param emails: addresses of theirs, for what recipients answered that are neither a contact nor a lead
        """
        theirs = Domain("partner_id", "in", partners.ids) | Domain("commercial_partner_id", "in", partners.ids)
        if leads:
            theirs |= Domain("lead_id", "in", leads.ids) | Domain("created_lead_id", "in", leads.ids)
        if emails:
            listed = self.env["despacho.action.recipient"]._get_listed_domain(emails)
            theirs |= Domain("recipient_id", "any", listed)
        # sudo: erasing is asked for by whoever may, and reaches what others noted.
        responses = self.sudo().search(theirs)
        responses.write({"text": False})
        return responses
