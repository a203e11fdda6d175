from odoo import fields, models

from odoo.addons.despacho_crm.tools.xlsx import Column


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "despacho.file.mixin"]

    def _get_file_name(self):
        return self.env._("File of clients and prospects")

    def _get_file_fields(self):
        return [
            "name",
            "parent_id",
            "commercial_partner_id",
            "vat",
            "nif_key",
            "nif_state",
            "person_kind",
            "legal_form",
            "function",
            "street",
            "street2",
            "zip",
            "city",
            "state_id",
            "country_id",
            "phone",
            "email",
            "website",
            "industry_id",
            "category_id",
            "user_id",
            "create_date",
            "lifecycle",
            "temperature",
            "potential",
            "priority_score",
            "service_line_ids",
        ]

    def _get_file_columns(self):
        return [
            *self._get_file_identity_columns(),
            *self._get_file_contact_columns(),
            *self._get_file_relation_columns(),
            *self._get_file_history_columns(),
        ]

    def _get_file_identity_columns(self):
        _ = self.env._
        labels = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("nif_state", "person_kind", "legal_form")
        }
        return [
            Column(_("Name"), lambda p: p.name, width=38),
            Column(_("Company"), lambda p: p.parent_id.name, width=30),
            Column(_("NIF"), lambda p: p.commercial_partner_id.nif_key or p.vat, width=14),
            Column(_("State of the NIF"), lambda p: labels["nif_state"].get(p.nif_state), width=12),
            Column(_("Kind of person"), lambda p: labels["person_kind"].get(p.person_kind), width=14),
            Column(_("Legal form"), lambda p: labels["legal_form"].get(p.legal_form), width=24),
        ]

    def _get_file_contact_columns(self):
        _ = self.env._
        return [
            Column(_("Post"), lambda p: p.function, width=20),
            Column(_("Address"), lambda p: ", ".join(filter(None, (p.street, p.street2))), width=36),
            Column(_("Postcode"), lambda p: p.zip, width=9),
            Column(_("Town"), lambda p: p.city, width=20),
            Column(_("Province"), lambda p: p.state_id.name, width=16),
            Column(_("Country"), lambda p: p.country_id.name, width=12),
            Column(_("Phone"), lambda p: p.phone, width=17),
            Column(_("E-mail"), lambda p: p.email, width=30),
            Column(_("Website"), lambda p: p.website, width=28),
            Column(_("Sector"), lambda p: p.industry_id.name, width=24),
            Column(_("Tags"), lambda p: ", ".join(p.category_id.mapped("display_name")), width=24),
            Column(_("Person in charge"), lambda p: p.user_id.name, width=20),
            Column(
                _("In the base since"), lambda p: fields.Datetime.context_timestamp(p, p.create_date).date(), "date"
            ),
        ]

    def _get_file_relation_columns(self):
        """What is known of the client stands in its row only, as what is counted."""
        fields_get = {name: self._fields[name] for name in ("lifecycle", "temperature")}
        words = {name: dict(field._description_selection(self.env)) for name, field in fields_get.items()}

        def label(name):
            return self._fields[name]._description_string(self.env)

        return [
            Column(label("lifecycle"), lambda p: words["lifecycle"].get(p.lifecycle), width=12),
            Column(label("temperature"), lambda p: words["temperature"].get(p.temperature), width=12),
            Column(label("potential"), lambda p: p.potential or None, "money"),
            Column(label("priority_score"), lambda p: round(p.priority_score) if p.lifecycle else None, "integer", 10),
            Column(label("service_line_ids"), lambda p: ", ".join(p.service_line_ids.mapped("name")), width=26),
        ]

    def _get_file_history_columns(self):
        """What is counted per client stands in the row of the client only, so that the columns may be added up."""
        _ = self.env._
        clients = self.commercial_partner_id & self
        this_year = fields.Date.context_today(self).year
        billing = clients._get_billing_by_year()
        billed = {(client, year.year): year.untaxed for client, years in billing.items() for year in years}
        last_invoice = {client: years[0].last_date for client, years in billing.items()}
        opportunities = {
            client: found.filtered(lambda lead: lead.type == "opportunity")
            for client, found in clients._get_open_leads().items()
        }
        last_done, next_due = clients._get_contact_dates()

        def billed_in(year):
            return lambda p: billed.get((p.id, year))

        def expected(client):
            return opportunities[client.id]._get_expected_revenue() if client.id in opportunities else None

        return [
            Column(_("Invoiced in %(year)s", year=this_year), billed_in(this_year), "money"),
            Column(_("Invoiced in %(year)s", year=this_year - 1), billed_in(this_year - 1), "money"),
            Column(_("Last invoice"), lambda p: last_invoice.get(p.id), "date"),
            Column(_("Open opportunities"), lambda p: len(opportunities.get(p.id, ())) or None, "integer", 14),
            Column(_("Expected revenue"), expected, "money"),
            Column(_("Last contact"), lambda p: last_done.get(p.id), "date"),
            Column(_("Next action"), lambda p: next_due.get(p.id), "date"),
        ]
