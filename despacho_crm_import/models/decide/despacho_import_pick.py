from odoo import api, models

from ...tools.picks import pick
from ...tools.undo import RECORDER
from ..target.despacho_import_partner import CONTACT_FIELDS


class DespachoImport(models.Model):
    """Whose value a person chose prevails over who would win by itself, and counts as typed by them."""

    _inherit = "despacho.import"

    def _decide(self, rows, first_rows=None, others=None, staged=None, as_staged=False):
        found = super()._decide(rows, first_rows, others, staged, as_staged)
        for row, one in zip(staged or (), found, strict=False):
            if row.picks:
                pick(one, row.picks)
        return found

    def _prepare_verdict_values(self, found):
        grounds = {name: list(ground) for name, ground in found.grounds.items()}
        return {**super()._prepare_verdict_values(found), "grounds": grounds or False}

    def _decide_picked(self, rows):
        """Take the verdict on ``rows`` anew, for whose values stay was chosen; who they are is as it was."""
        found = self._decide([self._restore_row(row) for row in rows], staged=rows, as_staged=True)
        for row, one in zip(rows, found, strict=True):
            begins = row.verdict == "same" and one.kind == "update" and not self._is_proposed(one)
            row._settle({**self._prepare_verdict_values(one), "included": row.included or begins})

    def _apply_batch(self, rows):
        result = super()._apply_batch(rows)
        # Nothing was written of these; yet a person said whose values stay.
        same = rows.filtered(lambda row: row.picks and row.included and row.partner_id and row.state == "skipped")
        if same and self.target == "partner":
            with self._journaling(same) as recorder:
                for row in same:
                    recorder.complete(row.id, row.partner_id.id, None)
                self.env["despacho.import.partner"]._forget_picked(same)
        return result


class DespachoImportPartner(models.AbstractModel):
    _inherit = "despacho.import.partner"

    @api.model
    def _update_records(self, import_, rows):
        result = super()._update_records(import_, rows)
        self._forget_picked(rows.filtered("picks"))
        return result

    @api.model
    def _forget_picked(self, rows):
        """Have the values that a person chose be known as typed: no file replaces them."""
        names, recorder = {}, self.env.cr.cache.get(RECORDER)
        for row in rows:
            company, person = row.partner_id, (row.cleaned or {}).get("contact_name")
            contact = self._find_contact(company, person) if person else company.browse()
            for name in row.picks:
                partner = contact if contact and name in CONTACT_FIELDS else company
                names.setdefault(partner.id, set()).add(name)
                if recorder:
                    recorder.owners.setdefault(("res.partner", partner.id), row.id)
        self.env["despacho.value.origin"]._forget(names)


class DespachoImportRow(models.Model):
    _inherit = "despacho.import.row"

    def action_pick(self, name, side):
        """Have the value of the file or that of the base stay in ``name``; no ``side``: who wins by itself."""
        self.check_access("write")
        rows = self.filtered(lambda row: row.state == "pending" and row.verdict in ("update", "same"))
        rows._pick({name: side})

    def _pick(self, picks):
        for row in self:
            chosen = {name: side for name, side in {**(row.picks or {}), **picks}.items() if side}
            row._settle({"picks": chosen or False})
        for import_, mine in self.grouped("import_id").items():
            import_._decide_picked(mine)
