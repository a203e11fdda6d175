from odoo import models

from ...tools import verdict
from ..target.despacho_import_partner import CONTACT_FIELDS


class DespachoImport(models.Model):
    """A file does not bring back whoever asked to be erased, nor whom the time to keep was over for."""

    _inherit = "despacho.import"

    def _decide(self, rows, first_rows=None, others=None, staged=None, as_staged=False):
        found = super()._decide(rows, first_rows, others, staged, as_staged)
        keys = self.env["despacho.privacy.block.key"]
        if self.target not in ("partner", "lead") or not keys._is_anybody_known():
            return found
        people = [keys._read(row.values.get("nif"), [row.values.get("email")]) for row in rows]
        # Of a company, whoever it names beside it has an address of their own.
        named = [keys._read(emails=[row.values.get("email2")]) for row in rows]
        for place in keys._find_blocks([*people, *named]):
            if place < len(rows):
                found[place] = verdict.Verdict("rejected", "blocked")
                continue
            place -= len(rows)
            if found[place].kind == "duplicate_in_file":
                found[place] = verdict.Verdict("rejected", "blocked")  # it tells of that person, and of nothing else
            elif found[place].kind != "rejected":
                self._leave_person_out(found[place])
        return found

    def _leave_person_out(self, found):
        """Have the verdict on a company not bring the person whom its row names beside it."""
        for name in CONTACT_FIELDS:
            found.changes.pop(name, None)
            found.kept.pop(name, None)
        found.details = {**found.details, "without_person": True}
        if found.kind == "update" and not found.changes:
            found.kind = "same"


class DespachoImportPartner(models.AbstractModel):
    """Nor does a row of their company, were they blocked but since it was reviewed."""

    _inherit = "despacho.import.partner"

    def _add_people(self, import_, rows):
        told = list(zip(rows, rows._tell(), strict=True))
        left = self._keep_unblocked(told, ("email", "email2"))
        return super()._add_people(import_, rows.browse([row.id for row, __ in left]))

    def _create_contacts(self, pairs):
        return super()._create_contacts(self._keep_unblocked(pairs, ("email2",)))

    def _keep_unblocked(self, pairs, names):
        """Return those of ``pairs``, [(record, values of a row)], whose addresses ``names`` are of nobody blocked."""
        people = [list(filter(None, map(values.get, names))) for __, values in pairs]
        if not any(people):
            return pairs
        keys = self.env["despacho.privacy.block.key"]
        blocks = keys._find_blocks([keys._read(emails=mine) for mine in people])
        return [pair for place, pair in enumerate(pairs) if place not in blocks]
