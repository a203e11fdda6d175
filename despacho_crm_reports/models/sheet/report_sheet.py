from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_date, html_sanitize, is_html_empty
from odoo.tools.image import image_data_uri

from odoo.addons.despacho_crm.tools.sheet import Facts, Prose, Sheet


class ReportSheet(models.AbstractModel):
    """The sheet (ficha) of clients and prospects, printed one after the other.

    What every section needs is asked for all the clients at once. Another addon adds what it knows by extending
    ``_get_sections``, which returns {partner id: section} for each section, in the order of the sheet.
    """

    _name = "report.despacho_crm_reports.sheet"
    _description = "Sheet of a client or prospect"

    def _get_report_values(self, docids, data=None):
        if not self.env.user.has_group("despacho_crm.group_user"):
            raise AccessError(self.env._("Only the users of the firm's CRM may print the sheets of its clients."))
        # The sheet of a contact is that of the company: the contact is in it.
        clients = self.env["res.partner"].browse(docids).commercial_partner_id
        clients.check_access("read")
        firm = self.env.company
        return {
            "doc_ids": docids,
            "doc_model": "res.partner",
            "docs": clients,
            "sheets": self._get_sheets(clients),
            "firm": firm,
            "logo": "" if firm.uses_default_logo or not firm.logo else image_data_uri(firm.logo),
            "printed_on": format_date(self.env, fields.Date.context_today(self)),
        }

    def _get_sheets(self, clients):
        billing = clients._get_billing_by_year()
        facts = self._get_facts(clients)
        sections = self._get_sections(clients, billing)
        return [
            Sheet(
                record=client,
                label=self._get_label(client, billing),
                name=client.name,
                summary=self._get_summary(client),
                facts=[by_client.get(client.id) for by_client in facts],
                sections=[by_client.get(client.id) for by_client in sections],
            )
            for client in clients
        ]

    def _get_label(self, client, billing):
        if client.id in billing:
            return self.env._("Client sheet")
        if self.env["account.move"].has_access("read"):
            return self.env._("Prospect sheet")
        # Who may not read invoices cannot tell one from the other.
        return self.env._("Sheet")

    def _get_summary(self, client):
        return " · ".join(filter(None, (client.nif_key or client.vat, client.city)))

    def _get_selection_label(self, record, field_name):
        return dict(record._fields[field_name]._description_selection(self.env)).get(record[field_name])

    # ------------------------------------------------------------------
    # Facts under the heading
    # ------------------------------------------------------------------

    def _get_facts(self, clients):
        return [
            {client.id: self._get_identity(client) for client in clients},
            {client.id: self._get_whereabouts(client) for client in clients},
        ]

    def _get_identity(self, client):
        _ = self.env._
        return Facts(
            _("Identity"),
            [
                (_("NIF"), client.nif_key or client.vat),
                (_("State of the NIF"), self._get_selection_label(client, "nif_state")),
                (_("Exemption"), self._get_exemption(client)),
                (_("Former NIFs"), "\n".join(self._get_former_nif(former) for former in client.former_nif_ids)),
                (_("Kind of person"), self._get_selection_label(client, "person_kind")),
                (_("Legal form"), self._get_selection_label(client, "legal_form")),
                (_("Reference"), client.ref),
                (_("Sector"), client.industry_id.name),
                (_("Tags"), ", ".join(client.category_id.mapped("display_name"))),
                (_("Person in charge"), client.user_id.name),
            ],
        )

    def _get_exemption(self, client):
        if client.nif_state != "exempt":
            return ""
        author_and_date = " · ".join(
            filter(None, (client.nif_exempted_by_id.name, format_date(self.env, client.nif_exempted_on)))
        )
        until = client.nif_exempt_until and self.env._(
            "until %(date)s", date=format_date(self.env, client.nif_exempt_until)
        )
        return "\n".join(
            filter(
                None,
                (
                    self._get_selection_label(client, "nif_exemption_reason"),
                    client.nif_exemption_note,
                    author_and_date,
                    until,
                ),
            )
        )

    def _get_former_nif(self, former):
        reason = self._get_selection_label(former, "reason")
        details = ", ".join(filter(None, (reason, format_date(self.env, former.date))))
        return f"{former.nif_key} ({details})"

    def _get_whereabouts(self, client):
        _ = self.env._
        return Facts(
            _("Address and contact"),
            [
                (_("Address"), "\n".join(self._get_address_lines(client))),
                (_("Phone"), client.phone),
                (_("E-mail"), client.email),
                (_("Website"), client.website),
            ],
        )

    def _get_address_lines(self, partner):
        """The address as it is written in Spain; the country only when it is not that of the firm."""
        abroad = partner.country_id != self.env.company.country_id
        lines = (
            partner.street,
            partner.street2,
            " ".join(filter(None, (partner.zip, partner.city))),
            partner.state_id.name,
            abroad and partner.country_id.name,
        )
        return [line for line in lines if line]

    # ------------------------------------------------------------------
    # Sections
    # ------------------------------------------------------------------

    def _get_sections(self, clients, billing):
        return [
            self._get_contacts(clients),
            self._get_addresses(clients),
            *self._get_leads(clients),
            *self._get_activities(clients),
            self._get_billing(billing),
            self._get_invoices(clients),
            self._get_notes(clients),
        ]

    def _get_notes(self, clients):
        """The notes in the look of the sheet: colours and classes of wherever they were copied from are left out."""
        return {
            client.id: Prose(self.env._("Notes"), html_sanitize(client.comment, strip_style=True, strip_classes=True))
            for client in clients
            if not is_html_empty(client.comment)
        }
