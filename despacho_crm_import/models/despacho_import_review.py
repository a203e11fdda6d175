from odoo import models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ..tools import values, verdict
from ..tools.file_index import FileIndex
from ..tools.keys import fingerprint

#: Rows read from the base and written to it at once.
BATCH = 500
#: What joins the cells when several columns are stored as one thing.
_JOIN = {"phone": " / ", "mobile": " / ", "email": "; ", "tags": ", ", "notes": "\n"}


class DespachoImport(models.Model):
    _inherit = "despacho.import"

    def action_review(self):
        """Stage the rows of the file, each with its verdict."""
        self._check_step("mapped")
        mapped = set(self.column_ids.mapped("field"))
        if not mapped & {"name", "trade_name", "nif", "last_name", "first_name"}:
            raise UserError(
                self.env._(
                    "Say which column holds the name of the company or its NIF: "
                    "choose it under «Is stored as», and review again."
                )
            )
        table = self._read_table()
        if [column.header for column in self.column_ids] != table.headers:
            raise UserError(self.env._("The file has changed. Press «Read the file» again."))
        self.row_ids.unlink()
        positions = self._get_positions()
        index = FileIndex()
        for rows in split_every(BATCH, self._get_rows_nif_first(table.rows, positions)):
            self._stage_batch(rows, positions, index)
            self.env.invalidate_all()  # memory stays flat, whatever the size of the file
        self.state = "reviewed"
        return True

    def action_back(self):
        """Return to the columns; the review is thrown away, the corrections stay."""
        self._check_step("reviewed")
        self.row_ids.unlink()
        self.state = "mapped"
        return True

    def _get_positions(self):
        """Return [(field, [position of a column, ...])]."""
        positions = {}
        for column in self.column_ids:
            if column.field:
                positions.setdefault(column.field, []).append(column.position)
        return list(positions.items())

    def _get_rows_nif_first(self, rows, positions):
        """Return ``rows`` with those that have a NIF before the others.

        So one company that is in a file twice is one, whichever row has its NIF.
        """
        places = {name: places for name, places in positions if name in ("nif", "country")}
        if "nif" not in places:
            return rows

        def lacks_nif(row):
            cells = {name: self._join_cells(name, row[1], mine) for name, mine in places.items()}
            return not values.has_nif(cells)

        return sorted(rows, key=lacks_nif)

    @staticmethod
    def _join_cells(name, cells, places):
        return _JOIN.get(name, " ").join(filter(None, (cells[place] for place in places)))

    def _stage_batch(self, rows, positions, index):
        """Create the staging rows of ``rows``, [(row number, cells)]."""
        target = self._get_target()
        cleaned, first_rows, others = [], [], []
        for number, cells in rows:
            row = values.clean_row({name: self._join_cells(name, cells, places) for name, places in positions})
            row = row._replace(values=target._place(row, self.source_kind))
            first = index.first(number, row)
            cleaned.append(row)
            first_rows.append(first)
            others.append(index.other_contact(first or number, row))
        verdicts = self._decide(cleaned, first_rows, others)
        numbers = [number for number, __ in rows]
        verdicts = index.settle(list(zip(numbers, verdicts, strict=True)))
        self.env["despacho.import.row"]._stage(
            [
                {
                    "import_id": self.id,
                    "company_id": self.company_id.id,
                    "number": number,
                    "cells": cells,
                    "cleaned": row.values,
                    "notes": [list(note) for note in row.notes],
                    "name": row.values.get("name") or row.values.get("contact_name"),
                    "nif_key": row.values.get("nif"),
                    "fingerprint": False if "nif" in row.values else fingerprint(row.values),
                    "included": found.kind in ("create", "update")
                    or (found.creates and self.rows_without_nif == "queue")
                    or found.reason == "other_contact",
                    **self._prepare_verdict_values(found),
                }
                for (number, cells), row, found in zip(rows, cleaned, verdicts, strict=True)
            ]
        )

    def _set_apart(self, rows):
        """Take ``rows``, that repeat others of the file, as contacts of their own.

        Whom another row of the file is already stays for that row.
        """
        found = self._decide([self._restore_row(row) for row in rows])
        ids = [one.record_id for one in found if one.record_id]
        taken = self.env["despacho.import.row"].search(
            [("import_id", "=", self.id), ("partner_id", "in", ids), ("id", "not in", rows.ids)]
        )
        for row, one in zip(rows, found, strict=True):
            if (one.creates or one.kind == "update") and one.record_id not in taken.partner_id.ids:
                row.write({**self._prepare_verdict_values(one), "included": True})

    def _decide(self, rows, first_rows=None, others=None, staged=None):
        """Return the verdict on each of ``rows`` (``values.Row``), looked up in bulk.

        ``first_rows``: numbers of the earlier rows that they repeat, 0 for none;
        ``others``: whether they do so with another person of the company;
        ``staged``: their records, when they have been reviewed already.
        """
        first_rows = first_rows or [0] * len(rows)
        others = others or [False] * len(rows)
        candidates = self._get_target()._find_candidates(self, rows, first_rows)
        if staged:
            self._drop_own_work(candidates, staged)
        file_date = self.source_date.isoformat()
        return [
            verdict.decide(
                row,
                found,
                self.source_kind,
                row.values.get("date") or file_date,
                first_row=first_row,
                other_contact=other,
            )
            for row, found, first_row, other in zip(rows, candidates, first_rows, others, strict=True)
        ]

    def _drop_own_work(self, candidates, staged):
        """Take out of ``candidates`` whom other rows of this very import wrote meanwhile.

        Which rows of a file are one contact was settled in the review; it does not
        depend on which of them is written first. A NIF is still held by one.
        """
        kinds = ("email", "name", "row")
        ids = {record.id for found in candidates for kind in kinds for record in found.get(kind, ())}
        if not ids:
            return
        written = self.env["despacho.import.row"].search_fetch(
            [("import_id", "=", self.id), ("state", "=", "applied"), ("partner_id", "in", list(ids))], ["partner_id"]
        )
        mine = set(written.partner_id.ids)
        for row, found in zip(staged, candidates, strict=True):
            for kind in kinds:
                if kind in found:
                    found[kind] = [one for one in found[kind] if one.id not in mine or one.id == row.partner_id.id]

    def _prepare_verdict_values(self, found):
        is_update = found.kind == "update"
        return {
            "verdict": found.kind,
            "reason_code": found.reason,
            "details": found.details or False,
            # What a new record gets is in ``cleaned`` already.
            "changes": {name: list(pair) for name, pair in found.changes.items()} if is_update else False,
            "kept": {name: list(triple) for name, triple in found.kept.items()} or False,
            "partner_id": found.record_id or False,
        }
