from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .privacy_lookup_wizard import NAMESAKES

#: Where somebody may be who is neither a contact nor a lead; the first one speaks for an address that is in both.
_LISTED = ("mailing.contact", "despacho.action.recipient")


class PrivacyLookupWizard(models.TransientModel):
    """Whoever is in mailing lists only, or in what was sent to these, is found too: by the address that they are."""

    _inherit = "privacy.lookup.wizard"

    def _get_own_queries(self):
        yield from super()._get_own_queries()
        for model in _LISTED:
            found = self._find_listed(model)
            if found:
                yield SQL(
                    "SELECT %s AS res_model_id, id AS res_id, TRUE AS is_active FROM %s WHERE id = ANY(%s)",
                    self.env["ir.model"]._get_id(model),
                    SQL.identifier(self.env[model]._table),
                    found.ids,
                )

    def _find_listed(self, model):
        """Return those of mailing lists, or recipients that are of nobody else, with the e-mail, phone or name."""
        records = self._get_sudo(model)
        alone = Domain.TRUE
        if model == "despacho.action.recipient":
            alone = Domain("partner_id", "=", False) & Domain("lead_id", "=", False)
        has_phone = "phone_sanitized" in records._fields
        domains = [
            domain
            for domain in self._get_common_domains("email_normalized")
            if has_phone or domain.field_expr == "email_normalized"
        ]
        found = records.search(Domain.OR(domains) & alone) if domains else records
        if self.name:
            found |= records.search(self._get_name_domain("name") & alone, limit=NAMESAKES)
        return found

    def action_lookup(self):
        result = super().action_lookup()
        self._mark_people()
        return result

    def _mark_people(self):
        """Say which of the lines are people: contacts, leads, and the addresses that none of these has."""
        lines = self.line_ids.grouped("res_model")
        none = self.line_ids.browse()
        people = lines.get("res.partner", none) | lines.get("crm.lead", none)
        known = {email for line in people for email in [line._get_person().email_normalized] if email}
        for model in _LISTED:
            for line in lines.get(model, none).sorted("res_id", reverse=True):
                person = line._get_person()
                email = person.email_normalized
                of_others = model == "despacho.action.recipient" and (person.partner_id or person.lead_id)
                if email and email not in known and not of_others:
                    known.add(email)
                    people |= line
        # sudo: nobody writes what a search found, but the search itself
        people.sudo().is_person = True

    def action_add(self):
        listed = self.found_ids.filtered(lambda line: line.chosen and line.res_model in _LISTED)
        self.request_id._add_list_emails(line._get_person().email_normalized for line in listed)
        return super().action_add()


class PrivacyLookupWizardLine(models.TransientModel):
    _inherit = "privacy.lookup.wizard.line"

    is_person = fields.Boolean(readonly=True, export_string_translation=False)

    @api.depends("res_model", "res_id")
    def _compute_about(self):
        listed = self.filtered(lambda line: line.res_model in _LISTED)
        for line in listed:
            person = line._get_person()
            phone = "phone" in person._fields and person.phone
            line.about = " · ".join(filter(None, (person.email, phone, person.company_name)))
        return super(PrivacyLookupWizardLine, self - listed)._compute_about()

    def _get_person(self):
        self.ensure_one()
        # sudo: as the name of the line in the core
        return self.env[self.res_model].sudo().browse(self.res_id).exists()
