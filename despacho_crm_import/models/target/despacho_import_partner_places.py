from odoo import api, models

from ...tools import places, verdict
from ...tools.joined import AT_ADDRESS

#: Where a contact is: {field of a column: field of the contact}, without the province and the country.
_ADDRESS = {"street": "street", "street2": "street2", "zip": "zip", "city": "city"}


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
            same = mine.get("nif", ())[:1]
            place = self._get_place(row.values) if same else None
            for record in same if place else ():
                theirs = places.place_of({name: one.value for name, one in record.values.items() if name in _ADDRESS})
                if theirs and places.are_apart(place, theirs):
                    likely.append((row, mine, record, place))
        if not likely:
            return
        addresses = self._get_establishments({record.id for _row, _mine, record, _place in likely})
        for row, mine, record, place in likely:
            if self._find_place(place, addresses.get(record.id, ())):
                own = {name: verdict.Known(row.values[name], typed=True) for name in AT_ADDRESS if name in row.values}
                mine["nif"] = [record._replace(values={**record.values, **own}), *mine["nif"][1:]]

    @api.model
    def _find_at_home(self, import_, rows):
        """A company that the base has stays where it is, however much a row of another address says."""
        told = [(number, values["nif"], place) for number, values in rows if (place := self._get_place(values))]
        known = self._find_by_nif(import_, {key for __, key, __ in told})
        return [number for number, key, place in told if key in known and self._find_place(place, known[key][:1])]

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
        """Return the one of ``addresses``, contacts, that is that place, None when none is."""
        for address in addresses:
            other = places.place_of({name: address[field] for name, field in _ADDRESS.items()})
            if other and not places.are_apart(place, other):
                return address
        return None

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
        brought = dict(zip(rows, rows._tell(), strict=True))
        news, people, changed, met = [], [], [], []
        for row, company in companies.items():
            values, place = brought[row], self._get_place(row.cleaned)
            address = self._find_place(place, [company, *known.get(company.id, ())])
            if not address:
                news.append(row)
            elif address != company:
                changed.append((row, address, values))
            if values.get("contact_name"):
                contact = self._find_contact(company, values["contact_name"])
                (met if contact else people).append((row, contact or company, values))
        lookups = self._get_lookups([*brought.values()])
        created = self._get_creator().create(
            [self._prepare_establishment(companies[row], brought[row], lookups) for row in news]
        )
        contacts = self._create_contacts([(company, values) for _row, company, values in people])
        entries = {contact.id: self._prepare_contact_origins(import_, values, contact) for contact, values in contacts}
        for row, child in zip(news, created, strict=True):
            own = {name: brought[row][name] for name in AT_ADDRESS if name != "name" and name in brought[row]}
            entries[child.id] = self._prepare_origins(import_, brought[row], self._read_values(child), own)
        entries |= self._update_people(import_, [(contact, values) for __, contact, values in met])
        entries |= self._update_establishments(import_, [(address, values) for __, address, values in changed], lookups)
        became, effects = {}, {}
        for row, contact in ((row, contact) for (row, *__), (contact, __) in zip(people, contacts, strict=True)):
            became[row] = contact
            effects[row] = [["create", contact._name, contact.id]]
        for row, contact in ((row, contact) for row, contact, __ in met if contact.id in entries):
            became[row] = contact
            effects[row] = [["write", contact._name, contact.id, {}]]
        became |= {row: address for row, address, __ in changed if address.id in entries}
        became |= dict(zip(news, created, strict=True))
        done = rows.filtered(lambda row: row in became)
        done._mark_applied([became[row].id for row in done], [effects.get(row) for row in done])
        self.env["despacho.value.origin"]._remember(entries)

    @api.model
    def _update_establishments(self, import_, known, lookups):
        """Write what rows say of establishments that the base has: ``known``, [(address, values of the row)].

        Return {id: {field: origin}} of those that changed.
        """

        def prepare(address, changes):
            vals = self._prepare_values({name: new for name, (__, new) in changes.items()}, lookups)
            if "notes" in changes:
                vals["comment"] = self._get_new_comment(address, changes)
            return vals

        return self._write_known(
            import_, known, self._read_values, prepare, [name for name in AT_ADDRESS if name != "name"]
        )

    @api.model
    def _prepare_establishment(self, company, values, lookups):
        """Return the values of the address of ``company`` that a row brings."""
        own = {name: values[name] for name in AT_ADDRESS if name in values}
        return {
            **self._prepare_values(own, lookups),
            "parent_id": company.id,
            "type": "other",
            "is_company": False,
            "company_id": company.company_id.id,
            # What Odoo copies from a company to its contacts, without a write for each.
            **company._convert_fields_to_values(["vat"]),
        }
