import logging

from odoo import Command, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE

from ..apply.despacho_import_apply import _REFUSALS
from ..review.staging import BATCH

_logger = logging.getLogger(__name__)

#: States of a file of which rows may have been applied, and nothing is under way.
AT_REST = ("reviewed", "stopped", "done", "failed")


class DespachoImport(models.Model):
    """An import is undone, whole or by rows: by the same job that applies, batch by batch.

    A row is undone, and noted as such, in one transaction; so whoever goes on after a stop finds where it was.
    """

    _inherit = "despacho.import"

    undo_from = fields.Char(readonly=True, copy=False, help="The state that it had before.")
    undo_changed = fields.Boolean(readonly=True, copy=False, help="What a person changed since goes as well.")
    undo_total = fields.Integer(readonly=True, copy=False)
    #: Created because nobody had it, and still used: [[model, id]].
    undo_shared = fields.Json(readonly=True, copy=False, groups="base.group_system")

    def write(self, vals):
        if vals.get("state") == "undoing" and not self.env.su:
            # sudo: nobody edits whose rights the job takes; they are of who has the rows undone now
            self.sudo().applier_id = self.env.uid
        return super().write(vals)

    def action_undo(self):
        """Ask what is to be undone, and say beforehand what becomes of it."""
        self.ensure_one()
        self._check_step(*AT_REST)
        return self.env["despacho.import.undo"]._open(self)

    def _get_undoable(self, rows=None):
        """Return the rows, of ``rows`` if given, that did something in the base."""
        some = SQL("AND id = ANY(%s)", rows.ids) if rows is not None else SQL()
        self.env["despacho.import.row"].flush_model(["state"])
        found = self.env.execute_query(
            SQL(
                """
                SELECT id FROM despacho_import_row
                 WHERE import_id = %s AND (state = 'applied' OR state = 'skipped' AND effects IS NOT NULL) %s
                 ORDER BY number, id
                """,
                self.id,
                some,
            )
        )
        return self.env["despacho.import.row"].browse(row_id for (row_id,) in found)

    def _undo(self, rows=None, with_changed=False):
        """Undo ``rows``, all that were applied by default; before a screen, it is left to the job."""
        self._check_step(*AT_REST)
        self.check_access("write")
        chosen = self._get_undoable(rows)
        if not chosen:
            raise UserError(self.env._("There is nothing to undo: none of these rows was written."))
        if not self._is_asked_by_screen():
            self._take_turn()
        if not self.try_lock_for_update():
            raise UserError(self.env._("The rows are being applied at this moment. See in a while how many remain."))
        chosen.check_access("write")
        self._mark_undoing(chosen)
        self._settle(
            {"undo_from": self.state, "state": "undoing", "undo_changed": with_changed, "undo_total": len(chosen)}
        )
        if self._is_asked_by_screen():
            self._leave_to_cron()
            return
        while self._apply_next_batch():
            pass
        self._finish_apply()

    def _mark_undoing(self, rows):
        """Have ``rows`` wait to be undone, and no others: of an undoing that was stopped, some may still."""
        self.env.execute_query(
            SQL(
                """
                UPDATE despacho_import_row SET undoing = NULLIF(id = ANY(%(rows)s), FALSE)
                 WHERE import_id = %(import)s AND (undoing OR id = ANY(%(rows)s))
             RETURNING id
                """,
                **{"rows": rows.ids, "import": self.id},
            )
        )
        rows.invalidate_model(["undoing"], flush=False)

    # ------------------------------------------------------------
    # THE JOB
    # ------------------------------------------------------------

    def _get_waiting_domain(self):
        if self.state != "undoing":
            return super()._get_waiting_domain()
        return Domain("import_id", "=", self.id) & Domain("undoing", "=", True)

    def _apply_next_batch(self, limit=BATCH):
        if self.state != "undoing":
            return super()._apply_next_batch(limit)
        # Those that were written last go first: further people of a company, then from the end of the file.
        waiting, Row = self._get_waiting_domain(), self.env["despacho.import.row"]
        people = Domain("reason_code", "=", "other_contact")
        rows = Row.search(waiting & people, order="number desc, id desc", limit=limit)
        rows = rows or Row.search(waiting, order="number desc, id desc", limit=limit)
        count = len(rows)
        if rows:
            self._undo_batch(rows)
            self.env.invalidate_all()  # memory stays flat, whatever the size of the file
        return count

    def _has_rows_waiting(self):
        if self.state != "undoing":
            return super()._has_rows_waiting()
        return bool(self.env["despacho.import.row"].search_count(self._get_waiting_domain(), limit=1))

    def _undo_batch(self, rows):
        """Undo ``rows``: together if the base lets them go, else one by one."""
        self._hold_named(rows)
        outcomes = rows._plan_undo(self.undo_changed)
        try:
            with self.env.cr.savepoint():
                rows._carry_out(outcomes)
        except AccessError:
            raise
        except _REFUSALS:
            _logger.info("%s: a batch of %s rows is undone row by row", self.display_name, len(rows))
            self.env.invalidate_all(flush=False)
            for outcome in outcomes:
                self._undo_row(rows.browse(outcome.row))
        shared = [record for outcome in outcomes if outcome.is_undone for record in outcome.share]
        self._leave_shared(shared)

    def _undo_row(self, row):
        outcomes = row._plan_undo(self.undo_changed)
        try:
            with self.env.cr.savepoint():
                row._carry_out(outcomes)
        except AccessError:
            raise
        except _REFUSALS as error:
            self.env.invalidate_all(flush=False)
            outcomes[0].refuse(self._get_write_error_message(error), row._read_effects()[0][2])
            row._note_outcomes(outcomes)

    def _hold_named(self, rows):
        """Have whoever joins or changes the contacts of ``rows`` wait until they are undone."""
        named = {
            record_id
            for _row, _new, effects in rows._read_effects()
            for _kind, model, record_id, *_rest in effects or ()
            if model == "res.partner"
        }
        if named:
            self.env["despacho.merge"]._lock(named)

    def _leave_shared(self, records):
        """Remember ``records`` for the end, when nobody may use them any more."""
        if records:
            # sudo: nobody edits what was created.
            self.sudo().undo_shared = [*(self.sudo().undo_shared or ()), *map(list, records)]

    def _finish_apply(self):
        if self.state != "undoing":
            return super()._finish_apply()
        self.invalidate_recordset()
        # sudo: as above; what another file brought may have been in use by this one until now.
        for record in self.sudo().search([("undo_shared", "!=", False)]):
            record.undo_shared = self.env["despacho.import.row"]._drop_shared(record.undo_shared) or False
        self._return_lifecycle()
        left = bool(self._get_undoable())
        pending = self.undo_from in ("reviewed", "stopped") and self.waiting_count
        self.state = self.undo_from if left or pending else "undone"
        self.message_post(body=self._get_undone_message())
        return True

    def _return_lifecycle(self):
        if self.source_kind == "billing":
            self.env["res.partner"]._lifecycle_trigger_job()

    def _fail_apply(self, error):
        if self.state != "undoing":
            return super()._fail_apply(error)
        self._stop_undo()
        return self.message_post(body=self.env._("The rows that remained could not be undone: %(why)s", why=error))

    def _stop_for_nobody(self):
        if self.state != "undoing":
            return super()._stop_for_nobody()
        return self._stop_undo()

    def action_stop(self):
        if self.state != "undoing":
            return super().action_stop()
        self.check_access("write")
        self._stop_undo()
        self.message_post(body=self.env._("Undoing was stopped: the rows that remained stay as they are."))
        return True

    def _stop_undo(self):
        """Leave the rows that wait as they are; those that were undone stay so."""
        # The rows are the job's, which may have some in hand: see ``_mark_undoing``.
        self.state = self.undo_from or "done"

    # ------------------------------------------------------------
    # AGAIN
    # ------------------------------------------------------------

    def action_review_again(self):
        """Review the file of an import that was undone as a new one, with the columns as they were corrected."""
        self._check_step("undone")
        again = self.copy(
            {
                "file": self.with_context(bin_size=False).file,
                "filename": self.filename,
                "sheet_ids": [
                    Command.create({"sequence": sheet.sequence, "name": sheet.name}) for sheet in self.sheet_ids
                ],
            }
        )
        if self.sheet_id:
            # By the code: a person who chooses another sheet has its titles looked for again.
            sheet = again.sheet_ids.filtered(lambda one: one.name == self.sheet_id.name)[:1]
            again.with_context(import_reading=BY_CODE).write({"sheet_id": sheet.id, "name": self.name})
        again.action_read()
        chosen = {column.position: column.field for column in self.column_ids}
        for column in again.column_ids:
            if column.position in chosen and column.field != chosen[column.position]:
                column.field = chosen[column.position]
        again.action_review()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": again.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }


class DespachoImportRow(models.Model):
    _inherit = "despacho.import.row"

    def action_undo(self):
        """Undo the chosen rows."""
        imports = self.import_id
        if len(imports) != 1:
            raise UserError(self.env._("Choose rows of one file only."))
        imports._check_step(*AT_REST)
        return self.env["despacho.import.undo"]._open(imports, self)
