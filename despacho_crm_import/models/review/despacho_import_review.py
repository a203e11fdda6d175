from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...tools import profiles, values
from .despacho_import_names import LISTS
from .staging import Staging

#: What joins the cells when several columns are stored as one thing.
_JOIN = {
    "phone": " / ", "mobile": " / ", "email": "; ", "email2": "; ", "tags": ", ", "interests": ", ", "notes": "\n",
    "description": "\n",
}  # fmt: skip
#: How a row is called on screen, by the first that it has.
_NAMING = ("name", "contact_name", "email", "phone")


class DespachoImport(models.Model):
    _inherit = "despacho.import"

    def action_review(self):
        """Stage the rows of the file, each with its verdict."""
        self._check_step("mapped")
        self._get_target()._check_mapping(set(filter(None, self.column_ids.mapped("field"))))
        if self._is_left_to_job():
            self._leave_review_to_job()
            return True
        table = self._read_for_review()
        self._begin_review()
        self._get_target()._review(self, table)
        self.state = "reviewed"
        return True

    def _read_for_review(self):
        """Return the table in the file, whose columns are those that a person saw."""
        table = self._read_table()
        if [column.header for column in self.column_ids] != table.headers:
            raise UserError(self.env._("The file has changed. Press «Read the file» again."))
        return table

    def _begin_review(self):
        self._drop_rows()
        self._forget_names()
        self._note_seen()

    def _drop_rows(self):
        """Forget the rows that were staged: there may be as many as the file has, so in one statement."""
        self.check_access("write")
        Row = self.env["despacho.import.row"]
        Row.check_access("unlink")
        if self._has_traces():
            raise UserError(self.env._("Rows that were applied stay: they tell where the data came from."))
        Row.flush_model()
        self.env.cr.execute(SQL("DELETE FROM despacho_import_row WHERE import_id = %s", self.id))
        Row.invalidate_model(flush=False)
        self.invalidate_recordset(["row_ids"], flush=False)

    def _stage_rows(self, table):
        """Create the staging rows of ``table``, each with its verdict."""
        staging = Staging(self, table)
        while staging.step():
            pass

    def action_back(self):
        """Return to the columns; the review is thrown away, the corrections stay."""
        self._check_step("reviewed")
        self._drop_rows()
        self.state = "mapped"
        return True

    def _get_positions(self):
        """Return [(field, [position of a column, ...])]."""
        positions = {}
        for column in self.column_ids:
            if column.field:
                positions.setdefault(column.field, []).append(column.position)
        return list(positions.items())

    @staticmethod
    def _join_cells(name, cells, places):
        if len(places) == 1:
            return cells[places[0]]
        return _JOIN.get(name, " ").join(filter(None, (cells[place] for place in places)))

    def _clean(self, cells, positions):
        """Return the ``values.Row`` of the ``cells`` of a row, as the target can hold it."""
        told = {name: self._join_cells(name, cells, places) for name, places in positions}
        for name in LISTS:
            if told.get(name):
                told[name] = self._tell_names(name, told[name])
        row = values.clean_row(told, profiles.context_of(self.profile, self.file_type))
        return row._replace(values=self._get_target()._place(row, self.source_kind))

    def _stage_batch(self, rows, firsts, index):
        """Create the staging rows of ``rows``, [(row number, cells, values.Row)].

        ``firsts``: {number: number of the row that it repeats, or 0}.
        """
        target = self._get_target()
        numbers, __, cleaned = zip(*rows, strict=True)
        first_rows = [firsts.get(number, 0) for number in numbers]
        others = [
            index.other_contact(first or number, row)
            for number, first, row in zip(numbers, first_rows, cleaned, strict=True)
        ]
        verdicts = self._decide(cleaned, first_rows, others)
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
                    "name": next(filter(None, (row.values.get(name) for name in _NAMING)), None),
                    "nif_key": row.values.get("nif"),
                    "fingerprint": target._get_fingerprint(row.values),
                    "included": self._is_included(found),
                    **self._prepare_verdict_values(found),
                }
                for (number, cells, row), found in zip(rows, verdicts, strict=True)
            ]
        )
        self.env.invalidate_all()  # memory stays flat, whatever the size of the file

    def _is_included(self, found):
        """Whether a row of this verdict is written unless a person says otherwise."""
        return (
            found.kind in ("create", "update")
            or (found.creates and self.rows_without_nif == "queue")
            or found.reason == "other_contact"
        )

    def _set_apart(self, rows):
        """Take ``rows``, that repeat others of the file, as contacts of their own.

        Whom another row of the file is already stays for that row.
        """
        found = self._decide(self._restore_rows(rows))
        taken = self._get_target()._get_taken(self, rows, [one.record_id for one in found if one.record_id])
        repeated = set()
        for row, one in zip(rows, found, strict=True):
            if (one.creates or one.kind == "update") and one.record_id not in taken:
                repeated.add(row.details["row"])
                row._settle({**self._prepare_verdict_values(one), "included": True})
        self._join_again(repeated)

    def _decide_again(self, rows):
        """Take the verdict on ``rows`` anew, for a person chose who they are."""
        found = self._decide(self._restore_rows(rows), staged=rows)
        for row, one in zip(rows, found, strict=True):
            row._settle({**self._prepare_verdict_values(one), "included": one.creates or one.kind == "update"})

    def _decide(self, rows, first_rows=None, others=None, staged=None, as_staged=False):
        """Return the verdict on each of ``rows`` (``values.Row``), looked up in bulk.

        ``first_rows``: numbers of the earlier rows that they repeat, 0 for none;
        ``others``: whether they do so with another person of the company;
        ``staged``: their records, when they have been reviewed already; ``as_staged``: nobody
        has changed since, and those who were alike then are.
        """
        first_rows = first_rows or [0] * len(rows)
        others = others or [False] * len(rows)
        nobody = self.env["res.partner"]
        choices = [{"this": row.partner_id or None, "other": nobody}.get(row.choice) for row in staged or ()] or [
            None
        ] * len(rows)
        found = [row._get_found() for row in staged] if as_staged else None
        target = self._get_target()
        candidates = target._find_candidates(self, rows, first_rows, choices, found)
        if staged:
            target._drop_own_work(self, candidates, staged)
        file_date = self.source_date.isoformat()
        return [
            target._judge(self, row, found, row.values.get("date") or file_date, first_row, other)
            for row, found, first_row, other in zip(rows, candidates, first_rows, others, strict=True)
        ]

    def _prepare_verdict_values(self, found):
        is_update = found.kind == "update"
        return {
            "verdict": found.kind,
            "reason_code": found.reason,
            "details": found.details or False,
            # What a new record gets is in ``cleaned`` already.
            "changes": {name: list(pair) for name, pair in found.changes.items()} if is_update else False,
            "kept": {name: list(triple) for name, triple in found.kept.items()} or False,
            **self._get_target()._prepare_verdict_values(found),
        }
