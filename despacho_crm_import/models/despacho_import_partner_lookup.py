from odoo import api, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

from odoo.addons.despacho_crm.models.identity.res_country import country_code

from ..tools import verdict
from ..tools.keys import fingerprint, name_key
from ..tools.keys import keys as get_keys
from .despacho_import_partner import CONTACT_FIELDS, PLAIN_FIELDS


class DespachoImportPartner(models.AbstractModel):
    """Who in the base a row may be, and what is known of them."""

    _inherit = "despacho.import.partner"

    # ------------------------------------------------------------
    # WHOM A ROW MAY BE
    # ------------------------------------------------------------

    @api.model
    def _find_candidates(self, import_, rows, first_rows):
        """Return for each row {'nif': [Record], 'email': [...], 'name': [...]}.

        A row whose NIF the base has is that record. The others are looked up by what
        else they say, those with a NIF only among records that have none yet.
        """
        keys = [get_keys({}) if first else get_keys(row.values) for row, first in zip(rows, first_rows, strict=True)]
        by_nif = self._find_by_nif(import_, {key.nif for key in keys if key.nif})
        open_rows = [(row, key) for row, key in zip(rows, keys, strict=True) if not (key.nif and key.nif in by_nif)]
        by_email, by_name = self._find_by_contact_data(import_, open_rows)
        by_row = self._find_by_earlier_row(import_, [row for row, key in open_rows if not key.nif])
        nobody = self.env["res.partner"]
        plan = []
        for row, key in zip(rows, keys, strict=True):
            if key.nif in by_nif:
                plan.append((row, {"nif": by_nif[key.nif]}))
                continue
            found = {
                "email": by_email.get(key.email, nobody),
                "name": by_name.get(key.name_zip, nobody) | by_name.get(key.name_phone, nobody),
                "row": by_row.get(fingerprint(row.values), nobody) if not key.nif else nobody,
            }
            if key.nif:
                found = {kind: partners.filtered(lambda p: not p.nif_key) for kind, partners in found.items()}
            plan.append((row, {kind: partners for kind, partners in found.items() if partners}))
        return self._describe(plan)

    @api.model
    def _get_scope_domain(self, import_):
        return Domain("company_id", "in", [False, import_.company_id.id])

    @api.model
    def _find_by_nif(self, import_, keys):
        """Return {NIF: partners that have or had it}, archived included."""
        found = self.env["res.partner"]._nif_find_rows(keys)
        if not found:
            return {}
        visible = self._fetch(import_, Domain("id", "in", [row[0] for row in found])).grouped("id")
        result = {}
        for partner_id, key, __, former in sorted(found, key=lambda row: (row[3], row[0])):
            # Who has the number now goes before who had it.
            if partner_id in visible and not (former and key in result):
                result[key] = result.get(key, visible[partner_id]) | visible[partner_id]
        return result

    @api.model
    def _find_by_contact_data(self, import_, rows):
        """Return ({e-mail: partners}, {name key: partners}) for ``rows``, [(row, keys)]."""
        emails = {key.email for __, key in rows if key.email}
        # Rows with a NIF are looked for only among those without: whoever shares the postal code is no matter.
        places = self._get_places_domain([pair for pair in rows if not pair[1].nif]) | (
            self._get_places_domain([pair for pair in rows if pair[1].nif]) & Domain("nif_key", "=", False)
        )
        by_email, by_name = {}, {}
        if emails:
            for partner in self._fetch(import_, Domain("email_normalized", "in", list(emails))):
                holder = partner.commercial_partner_id if partner.parent_id else partner
                by_email[partner.email_normalized] = by_email.get(partner.email_normalized, holder) | holder
        if not places.is_false():
            domain = Domain("parent_id", "=", False) & places
            wanted = {value for __, key in rows for value in (key.name_zip, key.name_phone) if value}
            for partner in self._fetch(import_, domain):
                found = get_keys({"name": partner.name or "", "zip": partner.zip or "", "phone": partner.phone or ""})
                for value in {found.name_zip, found.name_phone} & wanted:
                    by_name[value] = by_name.get(value, partner) | partner
        return by_email, by_name

    @api.model
    def _get_places_domain(self, rows):
        """Return the domain of whoever has a postal code or a telephone of those of ``rows``, [(row, keys)]."""
        zips = {row.values["zip"] for row, key in rows if key.name_zip and row.values.get("zip")}
        phones = {
            "".join((row.values.get("phone") or row.values["mobile"]).split()) for row, key in rows if key.name_phone
        }
        found = Domain.FALSE
        if zips:
            found |= Domain("zip", "in", list(zips))
        if phones:
            found |= Domain("phone_sanitized", "in", list(phones))
        return found

    @api.model
    def _find_by_earlier_row(self, import_, rows):
        """Return {fingerprint: the contact that an equal row of an earlier file became}."""
        prints = [fingerprint(row.values) for row in rows]
        if not prints:
            return {}
        earlier = self.env["despacho.import.row"].search_fetch(
            [
                ("fingerprint", "in", prints),
                ("state", "=", "applied"),
                ("partner_id", "!=", False),
                ("company_id", "=", import_.company_id.id),
            ],
            ["fingerprint", "partner_id"],
            order="id desc",
        )
        visible = self._fetch(import_, Domain("id", "in", earlier.partner_id.ids)).grouped("id")
        result = {}
        for row in earlier:
            if row.partner_id.id in visible:
                result.setdefault(row.fingerprint, visible[row.partner_id.id])
        return result

    @api.model
    def _fetch(self, import_, domain):
        names = [
            *PLAIN_FIELDS.values(),
            "active",
            "is_company",
            "parent_id",
            "commercial_partner_id",
            "nif_key",
            "state_id",
            "country_id",
            "email_normalized",
            "function",
            "comment",
        ]
        return (
            self.env["res.partner"]
            .with_context(active_test=False)
            .search_fetch(domain & self._get_scope_domain(import_), names)
        )

    # ------------------------------------------------------------
    # WHAT THE BASE KNOWS OF THEM
    # ------------------------------------------------------------

    @api.model
    def _describe(self, plan):
        """Turn ``plan``, [(row, {key: partners})], into the records that verdicts compare with."""
        partners = self.env["res.partner"].union(*(found for __, kinds in plan for found in kinds.values()))
        contacts = {}
        for row, kinds in plan:
            if name := row.values.get("contact_name"):
                for partner in self.env["res.partner"].union(*kinds.values()):
                    contacts[partner.id, name] = self._find_contact(partner, name)
        people = partners.union(*contacts.values())
        origins = self.env["despacho.value.origin"]._get_by_partner(people)
        known = {partner.id: self._get_known(partner, origins) for partner in partners}
        result = []
        for row, kinds in plan:
            records = {}
            for kind, found in kinds.items():
                records[kind] = [
                    verdict.Record(
                        partner.id, self._get_known_for_row(row, partner, known[partner.id], contacts, origins)
                    )
                    for partner in found
                ]
            result.append(records)
        return result

    @api.model
    def _find_contact(self, partner, name):
        wanted = name_key(name)
        return partner.child_ids.filtered(lambda c: not c.is_company and name_key(c.name or "") == wanted)[:1]

    @api.model
    def _get_known(self, partner, origins):
        mine = origins.get(partner.id, {})
        return {name: self._to_known(value, mine.get(name)) for name, value in self._read_values(partner).items()}

    @api.model
    def _get_known_for_row(self, row, partner, known, contacts, origins):
        """Add what depends on the row: its contact person, its bank account."""
        values = row.values
        contact = contacts.get((partner.id, values.get("contact_name")))
        if contact:
            mine = origins.get(contact.id, {})
            known = dict(known)
            for name, value in self._read_contact_values(contact).items():
                known[name] = self._to_known(value, mine.get(name))
        if "iban" in values:
            numbers = partner.bank_ids.mapped("sanitized_acc_number")
            if numbers:
                same = values["iban"].replace(" ", "") in numbers
                known = {**known, "iban": verdict.Known(values["iban"] if same else numbers[0], typed=True)}
        if "tags" in values and partner.category_id:
            known = {**known, "tags": verdict.Known(partner.category_id.mapped("name"), typed=False)}
        return known

    @api.model
    def _to_known(self, value, origin):
        """A value without origin, or other than the origin's, was typed by a person."""
        if origin and origin["value"] == value:
            return verdict.Known(value, origin["source"], False, origin["date"])
        return verdict.Known(value, typed=True)

    @api.model
    def _read_values(self, partner, names=None):
        """Return {field of a column: value}, as verdicts compare them; nothing blank.

        ``names``: of the fields that matter, all by default.
        """
        plain = PLAIN_FIELDS if names is None else PLAIN_FIELDS.keys() & names
        found = {name: partner[PLAIN_FIELDS[name]] for name in plain}
        if not partner.is_company and not partner.parent_id:
            found["function"] = partner.function
        found["nif"] = partner.nif_key
        found["kind"] = "company" if partner.is_company else "person"
        found["country"] = country_code(self.env, partner.country_id)
        if names is None or "state" in names:
            found["state"] = partner.state_id.code
        if names is None or "notes" in names:
            found["notes"] = partner.comment and html2plaintext(partner.comment, include_references=False).strip()
        return {name: value for name, value in found.items() if value}

    @api.model
    def _read_contact_values(self, contact):
        return {name: contact[field] for name, field in CONTACT_FIELDS.items() if contact[field]}
