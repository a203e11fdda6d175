from odoo import api, models

from ...tools import verdict
from ...tools.notes import Row
from .despacho_import_partner import CONTACT_FIELDS, WRITE_CONTEXT


class DespachoImportPartner(models.AbstractModel):
    """The people whom rows name beside their company."""

    _inherit = "despacho.import.partner"

    @api.model
    def _add_people(self, import_, rows):
        """Add the person of each row to the company that an earlier row of the file is, or bring them up to date."""
        companies = {row.number: row.partner_id for row in self._get_first_rows(import_, rows)}
        news, known = [], []
        for row, brought in zip(rows, rows._tell(), strict=True):
            company = companies.get(row.details["row"])
            if not company:
                continue
            contact = self._find_contact(company, brought["contact_name"])
            values = self._get_own_values(company, brought)
            (known if contact else news).append((row, contact or company, values))
        contacts = self._create_contacts([(company, values) for __, company, values in news])
        entries = {contact.id: self._prepare_contact_origins(import_, values, contact) for contact, values in contacts}
        entries |= self._update_people(import_, [(contact, values) for __, contact, values in known])
        done = [(row, contact) for (row, *__), (contact, __) in zip(news, contacts, strict=True)]
        done += [(row, contact) for row, contact, __ in known if contact.id in entries]
        rows.browse([row.id for row, __ in done])._mark_applied([contact.id for __, contact in done])
        self.env["despacho.value.origin"]._remember(entries)

    @api.model
    def _get_own_values(self, company, brought):
        """Return what a row says of the person whom it names: what differs from the company's is their own too."""
        own = {"mobile": brought.get("phone"), "email2": brought.get("email")}
        own = {name: value for name, value in own.items() if value and value not in (company.phone, company.email)}
        return {**own, **brought}

    @api.model
    def _update_people(self, import_, known):
        """Write what rows say of people whom the base has: ``known``, [(person, values of the row)].

        Return {id: {field: origin}} of whoever changed.
        """
        return self._write_known(
            import_,
            known,
            self._read_contact_values,
            lambda __, changes: {CONTACT_FIELDS[name]: new for name, (__, new) in changes.items()},
            CONTACT_FIELDS,
        )

    @api.model
    def _write_known(self, import_, known, read, prepare, names):
        """Write what of ``names`` prevails over what the base has of people or addresses of a company.

        ``prepare``: function from a contact and {field of a column: (old, new)} to what is written; the others: as
        ``_compare_known`` takes them. Return {id: {field: origin}} of whoever changed.
        """
        entries = {}
        found = self._compare_known(import_, known, read, names)
        for (contact, values), one in zip(known, found, strict=True):
            if one.changes:
                contact.with_context(**WRITE_CONTEXT).write(prepare(contact, one.changes))
                entries[contact.id] = self._prepare_origins(import_, values, read(contact), one.changes)
        return entries

    @api.model
    def _compare_known(self, import_, known, read, names):
        """Return for each of ``known``, [(contact, values of the row)], the ``Verdict`` on the columns ``names``.

        ``read``: function from a contact to {field of a column: value}.
        """
        contacts = self.env["res.partner"].union(*(contact for contact, __ in known))
        origins = self.env["despacho.value.origin"]._get_by_partner(contacts) if contacts else {}
        found, day = [], import_.source_date.isoformat()
        for contact, values in known:
            mine = origins.get(contact.id, {})
            held = {name: self._to_known(value, mine.get(name)) for name, value in read(contact).items()}
            said = Row({name: values[name] for name in names if name in values}, [], "", "")
            record = verdict.Record(contact.id, held)
            source, date = import_.source_kind, values.get("date") or day
            found.append(verdict.compare(said, record, "matched_nif", source, date, {}))
        return found

    @api.model
    def _compare_people(self, import_, rows):
        """Return {row: ``Verdict``} of those of ``rows``, further people of companies, whom the base has already."""
        companies = {
            row.number: row.partner_id
            for row in self._get_first_rows(import_, rows)
            if row.verdict in ("update", "same") or row.state == "applied"
        }
        known = {}
        for row, brought in zip(rows, rows._tell(), strict=True):
            company = companies.get(row.details["row"])
            contact = company and self._find_contact(company, brought.get("contact_name") or "")
            if contact:
                known[row] = contact, self._get_own_values(company, brought)
        found = self._compare_known(import_, list(known.values()), self._read_contact_values, CONTACT_FIELDS)
        return dict(zip(known, found, strict=True))

    @api.model
    def _get_first_rows(self, import_, rows):
        """Return the rows of the companies that ``rows``, with further people of them, repeat."""
        numbers = [row.details["row"] for row in rows]
        return rows.search([("import_id", "=", import_.id), ("number", "in", numbers)]) if rows else rows

    @api.model
    def _get_companies(self, import_, rows):
        """Return the companies whose people ``rows`` are."""
        return self._get_first_rows(import_, rows).partner_id

    @api.model
    def _create_contacts(self, pairs):
        """Create the contact person of each (company, values of the row); return [(contact, values)]."""
        if not pairs:
            return []
        address = self.env["res.partner"]._address_fields()
        contacts = self._get_creator().create(
            [
                {
                    "parent_id": company.id,
                    "type": "contact",
                    "is_company": False,
                    "company_id": company.company_id.id,
                    # What Odoo copies from a company to its contacts, without a write for each.
                    **company._convert_fields_to_values([*address, "vat"]),
                    **{field: values[name] for name, field in CONTACT_FIELDS.items() if values.get(name)},
                }
                for company, values in pairs
            ]
        )
        return [(contact, values) for contact, (__, values) in zip(contacts, pairs, strict=True)]

    @api.model
    def _prepare_contact_origins(self, import_, brought, contact, names=None):
        values = self._read_contact_values(contact)
        return self._prepare_origins(import_, brought, values, names or CONTACT_FIELDS)
