from odoo import api, models
from odoo.fields import Domain

#: What says who somebody is.
_PERSONAL = (
    *("name", "function", "contact_role", "email", "email_normalized", "phone", "phone_sanitized", "lang"),
    *("evidence", "reason_text", "addressed_why"),
)
#: What says it of a company, or of a person on their own account.
_OWN = ("company_name", "nif_key", "street", "zip", "city", "state_id", "state_name", "country_name")
#: What counts are made of; nobody is known by it.
_KEPT_VALUES = ("segments", "segment_ids", "sector", "size", "region")


class DespachoActionRecipient(models.Model):
    """Who asked to be forgotten becomes a number: what was sent to how many, and with what right, stays."""

    _inherit = "despacho.action.recipient"

    @api.model
    def _get_listed_domain(self, emails):
        """Return those of whom an address is all there is: of a mailing list, or whose contact or lead is gone."""
        nobody = Domain("partner_id", "=", False) & Domain("lead_id", "=", False)
        return nobody & Domain("email_normalized", "in", list(emails))

    @api.model
    def _forget(self, partners, leads=None, emails=()):
        """Take away who they are from all the recipients that are of them, and from what was kept of these.

        Of a person of a company only what is theirs goes: the company goes on being named.

        :param emails: addresses of theirs, for the recipients that are neither a contact nor a lead
        """
        # sudo: whoever answers a request does not see the actions of the others
        rows = self.sudo().with_context(active_test=False)
        of_them = Domain("partner_id", "in", partners.ids) | Domain("commercial_partner_id", "in", partners.ids)
        if leads:
            of_them |= Domain("lead_id", "in", leads.ids)
        of_them |= self._get_listed_domain(emails)
        found = rows.search(of_them & Domain("erased", "=", False))
        if not found:
            return found
        own = found.filtered(
            lambda row: (
                not row.commercial_partner_id
                or row.commercial_partner_id in partners
                or not row.commercial_partner_id.is_company
            )
        )
        # Of a company that is forgotten, its people are as well.
        found._stop(found, "blocked", among=("preparing", "waiting"))
        for some, names in ((found - own, _PERSONAL), (own, (*_PERSONAL, *_OWN))):
            some.write(dict.fromkeys(names, False))
        for row in own.filtered("values"):
            row.values = {name: value for name, value in row.values.items() if name in _KEPT_VALUES}
        found.write({"erased": True, "partner_id": False, "lead_id": False, "list_contact_id": False})
        own.write({"commercial_partner_id": False})
        found._forget_mail()
        found.action_id._keep_copy("erased")
        return found

    def _forget_mail(self):
        """What was written to them goes with them; that it was sent, and when, stays."""
        # sudo: what a mailing notes is of whoever sent it
        traces = self.env["mailing.trace"].sudo().search([("model", "=", self._name), ("res_id", "in", self.ids)])
        # Odoo keeps numbers only where it can send text messages.
        traces.write({name: False for name in ("email", "message_id", "sms_number") if name in traces._fields})
        traces.mail_mail_id.unlink()
        messages = self.env["mail.message"].sudo()  # sudo: of others too
        messages.search([("model", "=", self._name), ("res_id", "in", self.ids)]).unlink()
