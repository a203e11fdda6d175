from odoo import api, models
from odoo.fields import Domain

#: Of a contact of mailing lists, what says something of the person.
_CONTACT = ("name", "company_name", "email", "country_id", "list_ids", "tag_ids", "create_date")
#: What was written down of a recipient of whom an address is all there is.
_RECIPIENT = ("name", "company_name", "nif_key", "function", "email", "phone", "street", "zip", "city", "values_shown")


class DespachoPrivacyExport(models.AbstractModel):
    """What the firm holds by an address alone: of mailing lists, and of what was sent to these."""

    _inherit = "despacho.privacy.export"

    @api.model
    def _collect(self, partners, leads, company, emails=()):
        """Add what is held by these addresses, which are of no contact and no lead.

        :param emails: addresses of the person
        """
        # They travel in the context: what each section is read with is the same for all.
        export = self.with_context(privacy_emails=tuple(emails))
        sections = super(DespachoPrivacyExport, export)._collect(partners, leads, company)
        # sudo: the person has a right to all of it, whatever whoever puts it together may see
        found = {*emails, *partners.sudo().mapped("email_normalized"), *leads.sudo().mapped("email_normalized")}
        # sudo: as above
        contacts = self.env["mailing.contact"].sudo()
        contacts = contacts.search([("email_normalized", "in", sorted(filter(None, found)))])
        listed = [self._describe_each(one, _CONTACT) for one in contacts]
        rows = self._get_listed_rows(emails, company)
        listed += [self._describe_each(rows[0], _RECIPIENT)] if rows else []
        return [section for section in listed if section[2]] + sections

    @api.model
    def _get_listed_rows(self, emails, company):
        # sudo: as above
        rows = self.env["despacho.action.recipient"].sudo()
        return rows.search(rows._get_listed_domain(emails) & Domain("company_id", "=", company.id), order="id desc")

    @api.model
    def _get_listed_requests(self, emails, company):
        # sudo: as above
        requests = self.env["despacho.privacy.request"].sudo()
        mine = Domain.OR(Domain("list_emails", "like", email) for email in emails)
        found = requests.search(mine & Domain("company_id", "=", company.id))
        return found.filtered(lambda request: not {*emails}.isdisjoint(request._get_list_emails()))

    @api.model
    def _get_records(self, model, holders, partners, leads, company):
        found = super()._get_records(model, holders, partners, leads, company)
        emails = list(self.env.context.get("privacy_emails", ()))
        if not emails:
            return found
        nobody = Domain("partner_id", "=", False) & Domain("lead_id", "=", False)
        rows = self._get_listed_rows(emails, company)
        domain = {
            "despacho.action.recipient": Domain("id", "in", rows.ids),
            "despacho.response": Domain("recipient_id", "in", rows.ids),
            "despacho.consent": nobody & Domain("address", "in", emails) & Domain("company_id", "=", company.id),
            "despacho.opposition": nobody & Domain("value", "in", emails),
            "despacho.privacy.request": Domain("id", "in", self._get_listed_requests(emails, company).ids),
            "mailing.trace": Domain("email", "in", emails),
        }.get(model)
        return found | found.search(domain) if domain is not None else found
