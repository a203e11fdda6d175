from markupsafe import Markup

from odoo import Command, api, models
from odoo.tools import plaintext2html

from odoo.addons.despacho_crm.tools import nif

#: {field of a column: field of the contact} where the value is stored as it comes.
PLAIN_FIELDS = {
    "name": "name",
    "street": "street",
    "street2": "street2",
    "zip": "zip",
    "city": "city",
    "phone": "phone",
    "email": "email",
    "website": "website",
    "ref": "ref",
}
#: What belongs to the person, when the row holds a company and its contact.
CONTACT_FIELDS = {"contact_name": "name", "function": "function", "mobile": "phone", "email2": "email"}
#: What a contact has no field for: it is kept as lines of the notes.
HOMELESS = ("trade_name", "activity", "employees", "turnover", "source")
#: How an import writes: no messages, no subscriptions, no lookups on the network; the
#: NIF may be pending; there are no relatives to keep in step with in a new company.
WRITE_CONTEXT = {
    "import_file": True,
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "nif_deferred": True,
    "despacho_import_checked_nif": True,
}


class DespachoImportPartner(models.AbstractModel):
    """Contacts as what the rows of a file become.

    A target offers ``_place``, ``_find_candidates``, ``_create_records`` and
    ``_update_records``; everything in batches, with a fixed number of queries.
    """

    _name = "despacho.import.partner"
    _description = "Contacts as Target of an Import"

    # ------------------------------------------------------------
    # WHAT A ROW BRINGS
    # ------------------------------------------------------------

    @api.model
    def _place(self, row):
        """Return the values of ``row`` (``values.Row``) that a contact can hold, nothing lost."""
        found = dict(row.values)
        labels = self.env["despacho.import.column"]._get_field_labels()
        homeless = [name for name in HOMELESS if found.get(name) not in (None, "")]
        found.setdefault("kind", "company")
        if found["kind"] == "person":
            homeless.append("contact_name")
            found.setdefault("name", found.get("contact_name"))
        if found["kind"] == "person" or not found.get("contact_name"):
            if found.get("mobile") and not found.get("phone"):
                found["phone"] = found.pop("mobile")
            homeless += ["mobile", "email2"]
            if found["kind"] == "company":
                homeless.append("function")
        lines = [found["notes"]] if found.get("notes") else []
        for name in homeless:
            value = found.pop(name, None)
            if value not in (None, "") and value != found.get("name"):
                lines.append(f"{labels[name]}: {value}")
        if lines:
            found["notes"] = "\n".join(lines)
        return {name: value for name, value in found.items() if value not in (None, "", [])}

    # ------------------------------------------------------------
    # WRITING
    # ------------------------------------------------------------

    @api.model
    def _create_records(self, import_, rows):
        """Create a contact per row, and its contact person, in two calls."""
        lookups = self._get_lookups(rows.mapped("cleaned"))
        Partner = self.env["res.partner"].with_context(**WRITE_CONTEXT, _partners_skip_fields_sync=True)
        vals_list = []
        for row in rows:
            vals = self._prepare_values({"country": import_.company_id.country_id.code, **row.cleaned}, lookups)
            vals_list.append(vals)
        partners = Partner.create(vals_list)
        for row, partner in zip(rows, partners, strict=True):
            row.partner_id = partner
        contacts = self._create_contacts(
            [(row, partner) for row, partner in zip(rows, partners, strict=True) if row.cleaned.get("contact_name")]
        )
        self._create_banks(
            [(partner, row.cleaned["iban"]) for row, partner in zip(rows, partners, strict=True) if "iban" in row.cleaned]
        )
        entries = {}
        for row, partner in zip(rows, partners, strict=True):
            entries[partner.id] = self._prepare_origins(import_, row, self._read_values(partner), {*row.cleaned, "country"})
        for row, contact in contacts:
            entries[contact.id] = self._prepare_origins(import_, row, self._read_contact_values(contact), CONTACT_FIELDS)
        self.env["despacho.value.origin"]._remember(entries)

    @api.model
    def _update_records(self, import_, rows):
        """Write the changes of each row; the queries they need are one per batch."""
        lookups = self._get_lookups([self._get_new_values(row) for row in rows])
        partners = rows.partner_id.with_context(**WRITE_CONTEXT, active_test=False)
        by_id = {partner.id: partner for partner in partners}
        entries, new_contacts, banks = {}, [], []
        for row in rows:
            partner = by_id[row.partner_id.id]
            changed = self._get_new_values(row)
            contact = self._find_contact(partner, row.cleaned["contact_name"]) if "contact_name" in row.cleaned else None
            personal = {name: changed.pop(name) for name in CONTACT_FIELDS if name in changed and contact is not None}
            vals = self._prepare_values(changed, lookups)
            if "notes" in changed:
                vals["comment"] = self._get_new_comment(partner, row)
            if vals:
                partner.write(vals)
            if contact:
                contact.write({CONTACT_FIELDS[name]: value for name, value in personal.items()})
                entries[contact.id] = self._prepare_origins(import_, row, self._read_contact_values(contact), personal)
            elif personal:
                new_contacts.append((row, partner))
            if "iban" in changed:
                banks.append((partner, changed["iban"]))
            entries[partner.id] = self._prepare_origins(import_, row, self._read_values(partner), changed)
        for row, contact in self._create_contacts(new_contacts):
            entries[contact.id] = self._prepare_origins(import_, row, self._read_contact_values(contact), CONTACT_FIELDS)
        self._create_banks(banks)
        self.env["despacho.value.origin"]._remember(entries)

    @api.model
    def _get_new_values(self, row):
        return {name: new for name, (__, new) in (row.changes or {}).items()}

    @api.model
    def _get_lookups(self, values_list):
        """Return the records that codes and tags in ``values_list`` stand for."""
        countries = {values["country"] for values in values_list if "country" in values}
        countries |= {"ES", self.env.company.country_id.code or "ES"}
        states = self.env["res.country.state"].search_fetch(
            [
                ("code", "in", list({values["state"] for values in values_list if "state" in values})),
                ("country_id.code", "=", "ES"),
            ],
            ["code"],
        )
        tags = {tag for values in values_list for tag in values.get("tags", ())}
        Category = self.env["res.partner.category"]
        categories = Category.search([("name", "in", list(tags))]) if tags else Category
        missing = tags - set(categories.mapped("name"))
        categories |= Category.create([{"name": name} for name in sorted(missing)])
        return {
            "country": {
                country.code: country.id
                for country in self.env["res.country"].search_fetch([("code", "in", list(countries))], ["code"])
            },
            "state": {state.code: state.id for state in states},
            "tags": {category.name: category.id for category in categories},
        }

    @api.model
    def _prepare_values(self, values, lookups):
        """Return the values of the contact for ``values``, {field of a column: value}."""
        vals = {field: values[name] for name, field in PLAIN_FIELDS.items() if name in values}
        if "nif" in values:
            vals["vat"] = nif.canonical_vat(values["nif"])
        if "kind" in values:
            vals["is_company"] = values["kind"] == "company"
        if "function" in values and "contact_name" not in values:
            vals["function"] = values["function"]
        if values.get("country") in lookups["country"]:
            vals["country_id"] = lookups["country"][values["country"]]
        if values.get("state") in lookups["state"]:
            vals["state_id"] = lookups["state"][values["state"]]
        if "tags" in values:
            vals["category_id"] = [Command.link(lookups["tags"][tag]) for tag in values["tags"]]
        if "notes" in values:
            vals["comment"] = plaintext2html(values["notes"])
        return vals

    @api.model
    def _get_new_comment(self, partner, row):
        """Return the notes of ``partner`` with what ``row`` adds at their end."""
        old, new = row.changes["notes"]
        return (partner.comment or Markup()) + plaintext2html(new.removeprefix(old or "").strip())

    @api.model
    def _create_contacts(self, pairs):
        """Create the contact person of each (row, company); return [(row, contact)]."""
        if not pairs:
            return []
        address = self.env["res.partner"]._address_fields()
        Partner = self.env["res.partner"].with_context(**WRITE_CONTEXT, _partners_skip_fields_sync=True)
        contacts = Partner.create(
            [
                {
                    "parent_id": company.id,
                    "type": "contact",
                    "is_company": False,
                    "company_id": company.company_id.id,
                    # What Odoo copies from a company to its contacts, without a write for each.
                    **company._convert_fields_to_values([*address, "vat"]),
                    **{
                        field: row.cleaned[name]
                        for name, field in CONTACT_FIELDS.items()
                        if row.cleaned.get(name)
                    },
                }
                for row, company in pairs
            ]
        )
        return [(row, contact) for (row, __), contact in zip(pairs, contacts, strict=True)]

    @api.model
    def _create_banks(self, pairs):
        """Add the account of each (contact, IBAN)."""
        if pairs:
            self.env["res.partner.bank"].create(
                [{"partner_id": partner.id, "acc_number": iban} for partner, iban in pairs]
            )

    @api.model
    def _prepare_origins(self, import_, row, values, names):
        """Return {field: origin} for those ``values`` of a contact that ``row`` brought."""
        date = row.cleaned.get("date") or import_.source_date.isoformat()
        return {
            name: {"value": values[name], "source": import_.source_kind, "date": date, "import_id": import_.id}
            for name in names
            if name in values
        }
