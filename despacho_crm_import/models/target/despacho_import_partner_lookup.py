from odoo import api, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

from odoo.addons.despacho_crm.models.identity.res_country import country_code

from ...tools import verdict
from ...tools.keys import fingerprint, name_key
from .despacho_import_partner import CONTACT_FIELDS, PLAIN_FIELDS


class DespachoImportPartner(models.AbstractModel):
    """Who in the base a row may be, and what is known of them."""

    _inherit = "despacho.import.partner"

    # ------------------------------------------------------------
    # WHOM A ROW MAY BE
    # ------------------------------------------------------------

    @api.model
    def _find_candidates(self, import_, rows, first_rows, choices, known=None):
        """Return for each row {'nif': [Record], 'chosen': [...], 'row': [...], 'match': [...]}, what there is of it.

        A row whose NIF the base has is that record, and whoever a person chose for a row.
        Other rows without NIF are compared with all; those with one only with records that
        have none yet. ``choices``: for each row, the contact that a person chose, an empty
        one when it is none of the base, or None. ``known``: for each row, whom the engine of the
        duplicates found, [(id, band, bits)], if it need not be asked again.
        """
        keys = ["" if first else row.values.get("nif", "") for row, first in zip(rows, first_rows, strict=True)]
        by_nif = self._find_by_nif(import_, set(filter(None, keys)))
        plan, unnumbered, numbered = [], [], []
        for row, key, first, choice in zip(rows, keys, first_rows, choices, strict=True):
            found = {}
            if key in by_nif:
                found["nif"] = by_nif[key]
            elif choice:
                found["chosen"] = choice
            elif choice is None and not first:
                (numbered if key else unnumbered).append(len(plan))
            plan.append((row, found))
        by_row = self._find_by_earlier_row(import_, [rows[place] for place in unnumbered])
        for place in unnumbered:
            if earlier := by_row.get(fingerprint(rows[place].values)):
                plan[place][1]["row"] = earlier
        if known is None:
            numbered = self._keep_likely(import_, rows, numbered)
        compared = [*numbered, *(place for place in unnumbered if not plan[place][1])]
        matches = self._match(
            import_, [rows[place] for place in compared], known and [known[place] for place in compared]
        )
        said = {}
        for place, (partners, bits) in zip(compared, matches, strict=True):
            if partners:
                plan[place][1]["match"] = partners
                said[place] = bits
        result = self._describe(plan)
        for place, bits in said.items():
            result[place]["match"] = [
                record._replace(band=bits[record.id][0], bits=bits[record.id][1]) for record in result[place]["match"]
            ]
        return result

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
                ("import_id.target", "=", "partner"),
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
        if any("contact_name" in row.values for row, __ in plan):
            partners.child_ids.mapped("name")  # of all in one go
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
            # Another account does not take the place of the one that is known: it has both.
            if values["iban"].replace(" ", "") in partner.bank_ids.mapped("sanitized_acc_number"):
                known = {**known, "iban": verdict.Known(values["iban"], typed=True)}
        if "tags" in values and partner.category_id:
            known = {**known, "tags": verdict.Known(partner.category_id.mapped("name"), typed=False)}
        return known

    @api.model
    def _to_known(self, value, origin):
        """A value without origin, other than the origin's, or that a person accepted, is a person's."""
        if origin and origin["value"] == value and not origin.get("user"):
            # What registers and the census brought is replaced by what the firm's own programs say.
            source = origin["source"] if origin["source"] in verdict.SOURCES else verdict.SOURCES[-1]
            return verdict.Known(value, source, False, origin["date"])
        return verdict.Known(value, typed=True)

    @api.model
    def _read_values(self, partner, names=None):
        """Return {field of a column: value}, as verdicts compare them; nothing blank.

        ``names``: of the fields that matter, all by default.
        """
        found = {name: partner[field] for name, field in PLAIN_FIELDS.items() if names is None or name in names}
        if (names is None or "function" in names) and not partner.is_company and not partner.parent_id:
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
