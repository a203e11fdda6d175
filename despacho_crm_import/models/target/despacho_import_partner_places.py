from odoo import api, models

from ...tools import places, verdict

#: Where a contact is: {field of a column: field of the contact}, without the province and the country.
_ADDRESS = {"street": "street", "street2": "street2", "zip": "zip", "city": "city"}
_WHERE = (*_ADDRESS, "state", "country")
#: What a row tells of an establishment, and not of its company.
_OWN = (*_WHERE, "name", "phone", "email", "website", "notes")


class DespachoImportPartner(models.AbstractModel):
    """Several addresses of one company are its establishments, and no repetition of it."""

    _inherit = "despacho.import.partner"

    @api.model
    def _get_place(self, values):
        return places.place_of(values) if values.get("nif") else None

    @api.model
    def _find_candidates(self, import_, rows, first_rows, choices, known=None):
        found = super()._find_candidates(import_, rows, first_rows, choices, known)
        self._know_establishments(import_, rows, found)
        return found

    @api.model
    def _know_establishments(self, import_, rows, found):
        """Let a row of a known establishment of its company leave alone what the company has of the same."""
        likely = []
        for row, mine in zip(rows, found, strict=True):
            place = self._get_place(row.values)
            for record in mine.get("nif", ())[:1] if place else ():
                theirs = places.place_of({name: one.value for name, one in record.values.items() if name in _ADDRESS})
                if theirs and places.are_apart(place, theirs):
                    likely.append((row, mine, record, place))
        if not likely:
            return
        addresses = self._get_establishments({record.id for _row, _mine, record, _place in likely})
        for row, mine, record, place in likely:
            if self._find_place(place, addresses.get(record.id, ())):
                own = {name: verdict.Known(row.values[name], typed=True) for name in _OWN if name in row.values}
                mine["nif"] = [record._replace(values={**record.values, **own}), *mine["nif"][1:]]

    @api.model
    def _get_establishments(self, company_ids):
        """Return {company: its other addresses}."""
        children = (
            self.env["res.partner"]
            .with_context(active_test=False)
            .search_fetch(
                [("parent_id", "in", list(company_ids)), ("type", "!=", "contact"), ("street", "!=", False)],
                ["parent_id", *_ADDRESS.values()],
            )
        )
        return {company.id: mine for company, mine in children.grouped("parent_id").items()}

    @api.model
    def _find_place(self, place, addresses):
        """Return whether one of ``addresses`` is that place."""
        theirs = (places.place_of({name: one[field] for name, field in _ADDRESS.items()}) for one in addresses)
        return any(other and not places.are_apart(place, other) for other in theirs)

    # ------------------------------------------------------------
    # WRITING
    # ------------------------------------------------------------

    @api.model
    def _add_people(self, import_, rows):
        """Add to the companies of earlier rows the people of ``rows`` and their establishments.

        Where the company could not be written, its people are not lost without a word.
        """
        firsts = self._get_first_rows(import_, rows).grouped("number")
        lost = rows.filtered(lambda row: not firsts.get(row.details["row"], rows.browse()).partner_id)
        for row in lost:
            first = firsts.get(row.details["row"], rows.browse())
            row.write({"state": "error", "error": self._get_lost_message(row.details["row"], first)})
        rows -= lost
        apart = rows.filtered(lambda row: row.details.get(verdict.ESTABLISHMENT))
        self._add_establishments(import_, apart, firsts)
        return super()._add_people(import_, rows - apart)

    @api.model
    def _get_lost_message(self, number, first):
        if first.error:
            return self.env._("Its company, of row %(row)s, could not be written: %(why)s", row=number, why=first.error)
        return self.env._("Its company, of row %(row)s, was not written: add it by hand.", row=number)

    @api.model
    def _add_establishments(self, import_, rows, firsts):
        companies = {row: firsts[row.details["row"]].partner_id.commercial_partner_id for row in rows}
        known = self._get_establishments({company.id for company in companies.values()})
        brought = {row: {**row.cleaned, "row": row.number} for row in rows}
        news, people = [], []
        for row, company in companies.items():
            values, place = brought[row], self._get_place(row.cleaned)
            if not self._find_place(place, [company, *known.get(company.id, ())]):
                news.append(row)
            if values.get("contact_name") and not self._find_contact(company, values["contact_name"]):
                people.append((row, company, values))
        lookups = self._get_lookups([brought[row] for row in news])
        created = self._get_creator().create(
            [self._prepare_establishment(companies[row], brought[row], lookups) for row in news]
        )
        contacts = self._create_contacts([(company, values) for _row, company, values in people])
        persons = {row: contact for (row, *_rest), (contact, _values) in zip(people, contacts, strict=True)}
        became = {**persons, **dict(zip(news, created, strict=True))}
        done = rows.filtered(lambda row: row in became)
        effects = {row: [["create", contact._name, contact.id]] for row, contact in persons.items()}
        done._mark_applied([became[row].id for row in done], [effects.get(row) for row in done])
        entries = {contact.id: self._prepare_contact_origins(import_, values, contact) for contact, values in contacts}
        for row, child in zip(news, created, strict=True):
            own = {name: brought[row][name] for name in (*_WHERE, "phone", "email") if name in brought[row]}
            entries[child.id] = self._prepare_origins(import_, brought[row], self._read_values(child), own)
        self.env["despacho.value.origin"]._remember(entries)

    @api.model
    def _prepare_establishment(self, company, values, lookups):
        """Return the values of the address of ``company`` that a row brings."""
        own = {name: values[name] for name in _OWN if name in values}
        return {
            **self._prepare_values(own, lookups),
            "parent_id": company.id,
            "type": "other",
            "is_company": False,
            "company_id": company.company_id.id,
            # What Odoo copies from a company to its contacts, without a write for each.
            **company._convert_fields_to_values(["vat"]),
        }
