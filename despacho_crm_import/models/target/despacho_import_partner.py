from markupsafe import Markup

from odoo import Command, api, models
from odoo.tools import plaintext2html

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE
from odoo.addons.despacho_crm.tools import nif

from ...tools.joined import Joining
from ...tools.people import is_person

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
HOMELESS = ("trade_name", "activity", "employees", "turnover", "source", "interests")
#: The source of what no row says: new contacts are taken to be of the country of the firm.
ASSUMED = "firm"
#: How an import writes: no messages, no subscriptions, no lookups on the network; the
#: NIF may be pending; there are no relatives to keep in step with in a new company.
WRITE_CONTEXT = {
    "import_file": True,
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "nif_deferred": BY_CODE,
    "despacho_import_clean_data": BY_CODE,
}


class DespachoImportPartner(models.AbstractModel):
    """Contacts as what the rows of a file become."""

    _name = "despacho.import.partner"
    _inherit = "despacho.import.target"
    _description = "Contacts as Target of an Import"

    # ------------------------------------------------------------
    # WHAT A ROW BRINGS
    # ------------------------------------------------------------

    @api.model
    def _place(self, row, source):
        """Return the values of ``row`` (``values.Row``) that a contact can hold, nothing lost.

        ``source``: kind of the file; people are mixed with companies in agendas only.
        """
        found = dict(row.values)
        homeless = [name for name in HOMELESS if found.get(name) not in (None, "")]
        found.setdefault("kind", "person" if source == "agenda" and is_person(found) else "company")
        if found["kind"] == "person":
            homeless.append("contact_name")
            found.setdefault("name", found.get("contact_name"))
        if found["kind"] == "person" or not found.get("contact_name"):
            if found.get("mobile") and not found.get("phone"):
                found["phone"] = found.pop("mobile")
            homeless += ["mobile", "email2"]
            if found["kind"] == "company":
                homeless.append("function")
        homeless = {name: found.pop(name, None) for name in homeless}
        homeless = {name: value for name, value in homeless.items() if value not in (None, "", found.get("name"))}
        if homeless:
            labels = self.env["despacho.import.column"]._get_field_labels()
            lines = [
                f"{labels[name]}: {', '.join(value) if isinstance(value, list) else value}"
                for name, value in homeless.items()
            ]
            found["notes"] = "\n".join([*filter(None, [found.get("notes")]), *lines])
        return {name: value for name, value in found.items() if value not in (None, "", [])}

    @api.model
    def _join_rows(self, rows):
        joining = Joining(rows[0], self.env["despacho.import.column"]._get_field_labels, self._get_place)
        for number, row in rows[1:]:
            joining.add(number, row)
        return joining.rows

    # ------------------------------------------------------------
    # WRITING
    # ------------------------------------------------------------

    @api.model
    def _create_records(self, import_, rows):
        """Create a contact per row, and its contact person, in two calls."""
        brought = self._add_country(import_, rows._tell())
        lookups = self._get_lookups(brought)
        creator = self._get_creator(import_._get_client_day())
        partners = creator.create([self._prepare_values(values, lookups) for values in brought])
        self._forget_computed(partners)
        rows._mark_applied(partners.ids)
        triples = list(zip(rows, partners, brought, strict=True))
        contacts = self._create_contacts(
            [(partner, values) for __, partner, values in triples if values.get("contact_name")]
        )
        self._create_banks([(partner, values["iban"]) for __, partner, values in triples if "iban" in values])
        entries = {
            partner.id: self._prepare_origins(import_, values, self._read_values(partner, values), values)
            for __, partner, values in triples
        }
        for contact, values in contacts:
            entries[contact.id] = self._prepare_contact_origins(import_, values, contact)
        self.env["despacho.value.origin"]._remember(entries)

    @api.model
    def _add_country(self, import_, told):
        """Return ``told``, what rows say, with the country of the firm where they name none, under "assumed"."""
        country = {"country": import_.company_id.country_id.code, "assumed": ("country",)}
        return [values if "country" in values else {**values, **country} for values in told]

    @api.model
    def _update_records(self, import_, rows):
        """Write the changes of each row; the queries they need are one per batch."""
        lookups = self._get_lookups([self._get_new_values(row) for row in rows])
        partners = rows.partner_id.with_context(**WRITE_CONTEXT, active_test=False).grouped("id")
        entries, new_contacts, banks = {}, [], []
        for row, brought in zip(rows, rows._tell(), strict=True):
            partner, changed = partners[row.partner_id.id], self._get_new_values(row)
            if "contact_name" in brought:
                personal = {name: changed.pop(name) for name in CONTACT_FIELDS if name in changed}
                contact = self._find_contact(partner, brought["contact_name"])
                if personal and not contact:
                    new_contacts.append((partner, brought))
                elif personal:
                    contact.write({CONTACT_FIELDS[name]: value for name, value in personal.items()})
                    entries[contact.id] = self._prepare_contact_origins(import_, brought, contact, personal)
            vals = self._prepare_values(changed, lookups)
            if "notes" in changed:
                vals["comment"] = self._get_new_comment(partner, row.changes)
            if vals:
                partner.write(vals)
            if "iban" in changed:
                banks.append((partner, changed["iban"]))
            entries[partner.id] = self._prepare_origins(import_, brought, self._read_values(partner), changed)
        for contact, brought in self._create_contacts(new_contacts):
            entries[contact.id] = self._prepare_contact_origins(import_, brought, contact)
        self._create_banks(banks)
        rows._mark_applied([row.partner_id.id for row in rows])
        self.env["despacho.value.origin"]._remember(entries)

    @api.model
    def _get_creator(self, client_day=None):
        """Return the model of contacts, to create those that have no relatives yet.

        ``client_day``: as ``_get_client_day`` gives it.
        """
        self.env.cr.cache.pop("despacho_import_defaults", None)  # defaults may follow from what was created before
        return self.env["res.partner"].with_context(
            **WRITE_CONTEXT,
            _partners_skip_fields_sync=True,
            despacho_import_create=BY_CODE,
            despacho_import_client=client_day,
        )

    @api.model
    def _forget_computed(self, partners):
        """Spare new contacts the sizes of the picture that no file brings, and the name that they were given."""
        for name in ("complete_name", "image_1024", "image_512", "image_256", "image_128"):
            self.env.remove_to_compute(partners._fields[name], partners)

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
            vals["vat"] = nif.vat_of_key(values["nif"])
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
    def _get_new_comment(self, partner, changes):
        """Return the notes of ``partner`` with what ``changes`` add at their end."""
        old, new = changes["notes"]
        return (partner.comment or Markup()) + plaintext2html(new.removeprefix(old or "").strip())

    @api.model
    def _create_banks(self, pairs):
        """Add the account of each (contact, IBAN)."""
        if pairs:
            self.env["res.partner.bank"].create(
                [{"partner_id": partner.id, "acc_number": iban} for partner, iban in pairs]
            )

    @api.model
    def _prepare_origins(self, import_, brought, values, names):
        """Return {field: origin} of those ``values`` of a contact that a row ``brought``."""
        stamp = {
            "source": import_.source_kind,
            "date": brought.get("date") or import_.source_date.isoformat(),
            "import_id": import_.id,
        }
        number, rows = brought.get("row", 0), brought.get("rows", {})
        # What the file does not say gives way to whatever does, of any day.
        stamps = {name: {"source": ASSUMED, "date": ""} for name in brought.get("assumed", ())}
        return {
            name: {"value": values[name], **stamps.get(name, {**stamp, "row": rows.get(name, number)})}
            for name in names
            if name in values
        }
