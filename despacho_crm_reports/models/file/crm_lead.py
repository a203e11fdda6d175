from odoo import fields, models

from odoo.addons.despacho_crm.tools.xlsx import Column


class CrmLead(models.Model):
    _name = "crm.lead"
    _inherit = ["crm.lead", "despacho.file.mixin"]

    def _get_file_name(self):
        return self.env._("File of leads and opportunities")

    def _get_file_fields(self):
        return [
            "name",
            "type",
            "partner_name",
            "contact_name",
            "function",
            "vat",
            "nif_key",
            "nif_state",
            "phone",
            "email_from",
            "website",
            "street",
            "street2",
            "zip",
            "city",
            "state_id",
            "country_id",
            "stage_id",
            "probability",
            "expected_revenue",
            "company_id",
            "date_deadline",
            "user_id",
            "team_id",
            "tag_ids",
            "source_id",
            "create_date",
        ]

    def _get_file_columns(self):
        return self._get_file_identity_columns() + self._get_file_contact_columns() + self._get_file_progress_columns()

    def _get_file_identity_columns(self):
        _ = self.env._
        labels = {name: dict(self._fields[name]._description_selection(self.env)) for name in ("type", "nif_state")}
        return [
            Column(_("Name"), lambda lead: lead.name, width=38),
            Column(_("Type"), lambda lead: labels["type"].get(lead.type), width=13),
            Column(_("Company"), lambda lead: lead.partner_name, width=30),
            Column(_("NIF"), lambda lead: lead.nif_key or lead.vat, width=14),
            Column(_("State of the NIF"), lambda lead: labels["nif_state"].get(lead.nif_state), width=12),
        ]

    def _get_file_contact_columns(self):
        _ = self.env._
        return [
            Column(_("Contact"), lambda lead: lead.contact_name, width=24),
            Column(_("Post"), lambda lead: lead.function, width=20),
            Column(_("Phone"), lambda lead: lead.phone, width=17),
            Column(_("E-mail"), lambda lead: lead.email_from, width=30),
            Column(_("Website"), lambda lead: lead.website, width=28),
            Column(_("Address"), lambda lead: ", ".join(filter(None, (lead.street, lead.street2))), width=36),
            Column(_("Postcode"), lambda lead: lead.zip, width=9),
            Column(_("Town"), lambda lead: lead.city, width=20),
            Column(_("Province"), lambda lead: lead.state_id.name, width=16),
            Column(_("Country"), lambda lead: lead.country_id.name, width=12),
        ]

    def _get_file_progress_columns(self):
        _ = self.env._
        return [
            Column(_("Stage"), lambda lead: lead.stage_id.name, width=20),
            Column(_("Probability"), lambda lead: lead.probability / 100, "percent", 12),
            Column(_("Expected revenue"), lambda lead: lead._get_expected_revenue() or None, "money"),
            Column(_("Expected closing"), lambda lead: lead.date_deadline, "date"),
            Column(_("Person in charge"), lambda lead: lead.user_id.name, width=20),
            Column(_("Team"), lambda lead: lead.team_id.name, width=18),
            Column(_("Tags"), lambda lead: ", ".join(lead.tag_ids.mapped("name")), width=24),
            Column(_("Source"), lambda lead: lead.source_id.name, width=16),
            Column(_("Next action"), lambda lead: lead.activity_date_deadline, "date"),
            Column(
                _("In the base since"),
                lambda lead: fields.Datetime.context_timestamp(lead, lead.create_date).date(),
                "date",
            ),
        ]

    def _get_expected_revenue(self):
        """What these opportunities would bring, in the currency of the firm."""
        company, today = self.env.company, fields.Date.context_today(self)
        return sum(
            lead.company_currency._convert(lead.expected_revenue, company.currency_id, company, today) for lead in self
        )
