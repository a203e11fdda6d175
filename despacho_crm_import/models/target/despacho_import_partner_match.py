from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import verdict
from ...tools.alike import read_texts

#: Of a name, to find whoever may have it.
_FIRST_LETTERS = 4
#: Contacts that the engine of the duplicates reads again in one go.
_READ_AT_ONCE = 5000


class DespachoImportPartner(models.AbstractModel):
    """Whom the engine of the duplicates finds for the rows of a file."""

    _inherit = "despacho.import.partner"

    @api.model
    def _match(self, import_, rows, found=None):
        """Return for each row (contacts that it may be, {id: (band, bits)}), as the engine of the duplicates says.

        ``found``: for each row what it said, [(id, band, bits)], when it is not asked again.
        """
        if not rows:
            return []
        Partner = self.env["res.partner"]
        if found is None:
            found = self._ask_engine(import_, rows)
        ids = {partner_id for matches in found for partner_id, *_rest in matches}
        # The people and the addresses of a company are not rows of a file.
        visible = (
            self._fetch(import_, Domain("id", "in", list(ids)) & Domain("parent_id", "=", False)) if ids else Partner
        )
        known = visible.grouped("id")
        result = []
        for place, row in enumerate(rows):
            matches = [
                (partner_id, band, bits)
                for partner_id, band, bits in found[place]
                if partner_id in known and not (row.values.get("nif") and known[partner_id].nif_key)
            ][: verdict.MOST_CANDIDATES]
            partners = Partner.union(*(known[partner_id] for partner_id, __, __ in matches))
            result.append((partners, {partner_id: (band, bits) for partner_id, band, bits in matches}))
        return result

    @api.model
    def _ask_engine(self, import_, rows):
        """Return for each row [(id, band, bits)] of the contacts that it may be, the likeliest first."""
        found = self.env["despacho.match.engine"]._match_rows(
            [read_texts(row.values) for row in rows], import_.company_id
        )
        return [
            [(partner_id, band, bits) for partner_id, band, _score, bits in found.get(place, ())]
            for place in range(len(rows))
        ]

    @api.model
    def _keep_likely(self, import_, rows, places):
        """Return those of ``places``, rows whose NIF the base has not, that a contact without NIF may be.

        Most files are of these, and most bases have few such contacts: one query tells who is
        worth comparing, by e-mail, phone, or postcode and how the name begins.
        """
        marks = {place: _get_marks(rows[place].values) for place in places}
        emails, phones, names = ({mark[kind] for mark in marks.values()} - {""} for kind in range(3))
        if not (emails or phones or names):
            return []
        domain = Domain("nif_key", "=", False) & Domain("parent_id", "=", False) & self._get_scope_domain(import_)
        query = self.env["res.partner"].with_context(active_test=False)._search(domain)
        email, phone, code, name = (
            SQL.identifier(query.table, column) for column in ("email_normalized", "phone_sanitized", "zip", "name")
        )
        self.env["res.partner"].flush_model(["email_normalized", "phone_sanitized", "zip", "name"])
        query.add_where(
            SQL(
                "(%s = ANY(%s) OR %s = ANY(%s) OR %s = ANY(%s) AND %s || UPPER(LEFT(%s, %s)) = ANY(%s))",
                email, list(emails), phone, list(phones),
                code, list({name[:5] for name in names}), code, name, _FIRST_LETTERS, list(names),
            )
        )  # fmt: skip
        found = self.env.execute_query(
            query.select(
                SQL.identifier(query.table, "id"),
                email,
                phone,
                SQL("%s || UPPER(LEFT(%s, %s))", code, name, _FIRST_LETTERS),
            )
        )
        if not found:
            return []
        # Those that came since last night are compared too.
        self.env["despacho.match.record"]._refresh([partner_id for partner_id, *_marks in found])
        theirs = [set(column) - {None} for column in list(zip(*found, strict=True))[1:]]
        return [
            place for place in places if any(mark in known for mark, known in zip(marks[place], theirs, strict=True))
        ]

    @api.model
    def _read_changed(self):
        """Have the engine of the duplicates know whoever was created or changed since it last looked."""
        records = self.env["despacho.match.record"]
        while stale := records._stale_ids(_READ_AT_ONCE):
            records._refresh(stale)

    @api.model
    def _count_words(self, words):
        """Return (number of names in the base, {word: names that have it})."""
        counts = dict(
            self.env.execute_query(
                SQL("SELECT value, count FROM despacho_match_count WHERE value = ANY(%s)", ["", *words])
            )
        )
        return counts.pop("", 0), counts


def _get_marks(values):
    """Return (e-mail, phone, postcode and first letters) of a row, as contacts have them; '' where it lacks one."""
    code, name = values.get("zip") or "", values.get("name") or ""
    return (
        (values.get("email") or "").lower(),
        "".join((values.get("phone") or values.get("mobile") or "").split()),
        f"{code}{name[:_FIRST_LETTERS].upper()}" if code and name else "",
    )
