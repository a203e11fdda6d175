from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE

from ...tools.file_index import FileIndex
from ...tools.joined import MOST_JOINED
from ...tools.notes import Note

#: What a row that others repeat may turn out to be: whoever is staged as something else says nothing of a contact.
_COMPLETED = ("create", "update", "same", "no_nif", "ask")


class DespachoImport(models.Model):
    """Rows that say more than they did when they were staged: others of the same company were found."""

    _inherit = "despacho.import"

    def _join_staged(self, groups):
        """Have the staged rows of ``groups``, {row number: [(number, ``Row``)]}, say what these say more.

        Return {number: ``Row``} of what else of these changed.
        """
        domain = Domain("import_id", "=", self.id) & Domain("number", "in", list(groups))
        firsts = self.env["despacho.import.row"].search(domain & Domain("verdict", "in", _COMPLETED))
        changed, others = {}, {}
        for first in firsts:
            row = self._restore_row(first)._replace(notes=[Note(*note) for note in first.notes or ()])
            joined = self._get_target()._join_rows([(first.number, row), *groups[first.number]])
            if first.number in joined:
                changed[first] = joined.pop(first.number)
            others.update(joined)
        self._take_joined(changed)
        self.env.invalidate_all()
        return others

    def _join_again(self, numbers):
        """Have the rows of ``numbers`` say what they say themselves, and what those that still repeat them say more."""
        domain = Domain("import_id", "=", self.id) & Domain("number", "in", list(numbers))
        firsts = self.env["despacho.import.row"].search(
            domain & Domain("verdict", "in", _COMPLETED) & Domain("state", "=", "pending")
        )
        positions = self._get_positions()
        changed = {}
        for first in firsts:
            said = [(row.number, self._clean(row.cells, positions)) for row in first._get_repeating()]
            row = self._clean(first.cells, positions)
            said.sort(key=lambda one: (-len(one[1].values), repr(sorted(one[1].values.items())), one[0]))
            joined = self._get_target()._join_rows([(first.number, row), *said[:MOST_JOINED]])
            changed[first] = joined.get(first.number, row)
        self._take_joined(changed)

    def _take_joined(self, changed):
        """Have the staged rows of ``changed``, {staged row: ``Row``}, say that, and take their verdict anew."""
        if not changed:
            return
        # By code: the job may be reviewing the file.
        rows = self.env["despacho.import.row"].with_context(despacho_import_applying=BY_CODE).union(*changed)
        for row, said in zip(rows, changed.values(), strict=True):
            row._settle({"cleaned": said.values, "notes": [list(note) for note in said.notes]})
        found = self._decide(self._restore_rows(rows), staged=rows)
        found = FileIndex().settle(list(zip(rows.mapped("number"), found, strict=True)))
        for row, one in zip(rows, found, strict=True):
            is_other = one.kind != row.verdict
            row._settle(
                {
                    **self._prepare_verdict_values(one),
                    **({"included": self._is_included(one)} if is_other else {}),
                }
            )


class DespachoImportRow(models.Model):
    _inherit = "despacho.import.row"

    def _get_repeating(self):
        """Return the rows of the file that repeat this one."""
        self.ensure_one()
        self.flush_model(["details", "import_id", "state", "verdict"])
        found = self.env.execute_query(
            SQL(
                """
                SELECT id FROM despacho_import_row
                 WHERE import_id = %s AND state = 'pending' AND verdict = 'duplicate_in_file'
                   AND details ->> 'row' = %s
                """,
                self.import_id.id,
                str(self.number),
            )
        )
        return self.browse(row_id for (row_id,) in found)

    def _tell(self):
        """Return for each row what it says, with its number as "row".

        "rows": {field: number of the row that said it}, of what others that repeat it said.
        """
        told = []
        for cleaned, number, notes in zip(
            self._peek("cleaned"), self._peek("number"), self._peek("notes"), strict=True
        ):
            values = {**(cleaned or {}), "row": number}
            if notes and (rows := {note[1]: int(note[2]) for note in notes if note[0] == "from_row"}):
                values["rows"] = rows
            told.append(values)
        return told
