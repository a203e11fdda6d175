from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize

from ...tools.privacy.address import phone as phone_of


class DespachoPrivacyBlock(models.Model):
    """A blocked person of whom an address is all there is, in mailing lists or in actions: neither contact nor lead."""

    _inherit = "despacho.privacy.block"

    email = fields.Char(string="E-mail address", readonly=True, help="Of somebody who is neither a contact nor a lead.")

    @api.depends("email")
    def _compute_display_name(self):
        listed = self.filtered(lambda block: block.email and not block.partner_id and not block.lead_id)
        for block in listed:
            block.display_name = block.email
        return super(DespachoPrivacyBlock, self - listed)._compute_display_name()

    @api.model
    def _leave_blocked_emails(self, emails):
        """Return the addresses that are not blocked yet, each in its only spelling."""
        emails = {address for email in emails if (address := email_normalize(email or ""))}
        return sorted(emails - set(self.search(self._get_listed_domain(emails)).mapped("email")))

    @api.model
    def _get_listed_domain(self, emails):
        return Domain("email", "in", list(emails)) & Domain("state", "=", "blocked")

    def _get_numbers(self, people, leads):
        """Return the phone numbers of those who are blocked here, also those that were put aside."""
        aside = [phone_of(values.get("phone")) for values in (self.aside or {}).values()]
        return sorted({*people.mapped("phone_sanitized"), *leads.mapped("phone_sanitized"), *aside} - {False, None})

    def _get_emails(self, people, leads):
        """Return the addresses of those who are blocked here, also those that were put aside."""
        aside = [values.get("email") for values in (self.aside or {}).values()]
        known = [*people.mapped("email"), *leads.mapped("email_from"), *aside, self.email]
        return sorted({address for email in known if email and (address := email_normalize(email))})
