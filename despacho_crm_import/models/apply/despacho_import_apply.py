import logging
import threading

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE, is_by_code

from ...tools import values
from ...tools.file_index import FileIndex
from ..review.staging import BATCH
from ..target.despacho_import_partner import WRITE_CONTEXT

_logger = logging.getLogger(__name__)

#: What the base may answer to a row; a lost connection or a conflict between two
#: transactions is none: it concerns the whole request, which Odoo repeats.
_REFUSALS = (UserError, psycopg2.IntegrityError, psycopg2.DataError)
#: Verdicts that something is written for.
WRITTEN = ("create", "no_nif", "update")


class DespachoImport(models.Model):
    _inherit = "despacho.import"

    def action_apply(self):
        """Write the included rows; what is applied already is not touched again.

        Nobody waits before a screen: there it is left to a job, and the screen tells how far it is.
        """
        self._check_step("reviewed", "stopped", "failed", "applying")
        if self._is_asked_by_screen():
            self.state = "applying"
            self._leave_to_cron()
            return True
        self._take_turn()
        if not self.try_lock_for_update():
            raise UserError(self.env._("The rows are being applied at this moment. See in a while how many remain."))
        self.state = "applying"
        while self._apply_next_batch():
            pass
        self._finish_apply()
        return True

    @api.model
    def _is_asked_by_screen(self):
        # Odoo notes in the thread what it is asked for; unlike ``request``, in calls by RPC too.
        return bool(getattr(threading.current_thread(), "url", None))

    def _apply_next_batch(self, limit=BATCH):
        """Apply what comes next; return how many rows there were."""
        self.ensure_one()
        return self._get_target()._apply_next_batch(self, limit)

    def _get_waiting_domain(self):
        """Return the domain of the rows that are to be applied."""
        return Domain("import_id", "=", self.id) & Domain("state", "=", "pending")

    def _apply_next_rows(self, limit):
        """Apply the next rows that wait; return how many there were."""
        rows = self._next_rows(limit)
        count = len(rows)
        if rows:
            mine = self.with_context(despacho_import_applying=BY_CODE)
            mine._apply_batch(rows.with_env(mine.env))
            self.env.invalidate_all()  # memory stays flat, whatever the size of the file
        return count

    def _apply_batch(self, rows):
        """Apply ``rows``: together if the base takes them, else one by one.

        Safe to repeat: each row leaves ``pending`` in the same transaction that
        writes what it brings, and its verdict is taken anew before.
        """
        marks = zip(rows, rows._peek("included"), rows._peek("verdict"), strict=True)
        todo = rows.browse().union(*(row for row, included, kind in marks if included and kind in WRITTEN))
        people = self._get_people(rows)
        (rows - todo - people).state = "skipped"
        todo = self._refresh_verdicts(todo)
        self._hold(todo.partner_id | self._get_target()._get_companies(self, people))
        if todo:
            self._write_or_note(todo, self._write_rows)
        if people:
            self._write_or_note(people, self._write_people)

    @api.model
    def _get_people(self, rows):
        """Return those of ``rows`` that bring further people of a company."""
        if "other_contact" not in rows._peek("reason_code"):
            return rows.browse()
        return rows.filtered(lambda row: row.included and row.reason_code == "other_contact")

    def _hold(self, partners):
        """Have whoever joins or changes ``partners`` wait until the rows are written.

        Somebody who was quicker has the transaction fail and begin again, with new verdicts.
        """
        if partners:
            self.env.execute_query(
                SQL("SELECT id FROM res_partner WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE", sorted(partners.ids))
            )

    def _write_or_note(self, todo, write):
        """Call ``write`` with the rows ``todo``, and with each of them when it fails."""
        try:
            with self.env.cr.savepoint():
                write(todo)
            return
        except _REFUSALS as error:
            # Somebody entered the same at the same moment: the verdict is another now.
            if isinstance(error, psycopg2.errors.UniqueViolation) and is_by_code(self.env, "despacho_import_again"):
                raise
            _logger.info("%s: a batch of %s rows is applied row by row", self.display_name, len(todo))
        for row in todo:
            try:
                with self.env.cr.savepoint():
                    write(row)
            except _REFUSALS as error:
                row.write({"state": "error", "error": self._get_write_error_message(error)})

    def _refresh_verdicts(self, rows):
        """Decide again on what the base may have changed for; return what is left to write."""
        if not rows:
            return rows
        changed = self._get_target()._refresh_changed(self, rows)
        found = self._decide(self._restore_rows(rows), staged=rows, as_staged=not changed)
        found = FileIndex().settle(list(zip(rows.mapped("number"), found, strict=True)))
        todo = rows
        fresh_list = [self._prepare_verdict_values(verdict) for verdict in found]
        held = {name: rows._peek(name) for name in fresh_list[0]}
        for place, (row, verdict, fresh) in enumerate(zip(rows, found, fresh_list, strict=True)):
            if any((held[name][place] or False) != value for name, value in fresh.items()):
                row.write(fresh)
            if self._waits_for_a_person(row):
                todo -= row
            elif not verdict.creates and verdict.kind != "update":
                row.state = "skipped"
                todo -= row
        return todo

    def _waits_for_a_person(self, row):
        """Whether ``row`` is left as it is, for its verdict was taken anew."""
        return False

    @api.model
    def _restore_row(self, row):
        """Return the ``values.Row`` that was staged."""
        return self._restore_rows(row)[0]

    @api.model
    def _restore_rows(self, rows):
        """Return the ``values.Row`` of each of ``rows``, as they were staged."""
        found = []
        for cleaned, notes in zip(rows._peek("cleaned"), rows._peek("notes"), strict=True):
            cleaned = cleaned or {}
            notes = () if "nif" in cleaned else notes or ()
            wrong = next((note for note in notes if note[0] == "nif_invalid"), ("", "", "", ""))
            found.append(values.Row(cleaned, [], nif_written=wrong[2], nif_error=wrong[3]))
        return found

    def _write_rows(self, rows):
        """Create and update what ``rows`` say, in bulk, and remember where it came from."""
        target = self._get_target()
        news = rows.filtered(lambda row: row.verdict != "update")
        if news:
            target._create_records(self, news)
        if rows - news:
            target._update_records(self, rows - news)
        # What the database refuses must show inside the savepoint; what is still to be
        # computed is so in the way of an import.
        self.with_context(**WRITE_CONTEXT).env.flush_all()

    def _write_people(self, rows):
        """Add the people that further rows of one company name."""
        rows.state = "skipped"
        self._get_target()._add_people(self, rows)
        self.env.flush_all()

    def _get_write_error_message(self, error):
        if isinstance(error, AccessError):
            return self.env._("You may not write this contact. Ask whoever manages the permissions of the firm.")
        if isinstance(error, UserError):
            return str(error)
        _logger.info("%s: %s", self.display_name, error)
        return self.env["res.partner"]._sql_error_to_message(error)

    def _finish_apply(self):
        self.ensure_one()
        self.invalidate_recordset()
        nothing_done = self.error_count and not (self.created_count or self.updated_count)
        self.write({"state": "failed" if nothing_done else "done", "applied_on": fields.Datetime.now()})
        self.message_post(body=self._get_target()._get_done_message(self))
