import logging
import time

import psycopg2

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE

from ..file.despacho_import import IN_HAND
from ..review.staging import BATCH

_logger = logging.getLogger(__name__)

#: Who else was quicker: the batch is begun again, and sees what they did.
_OVERTAKEN = (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, psycopg2.errors.UniqueViolation)
_TRIES = 5
#: Lock of the database that whoever applies rows holds: any number that nobody else takes.
_TURN = 5_031_402_019


class DespachoImport(models.Model):
    """The job that reviews long files, applies them one after the other or undoes them, and tells how far it is."""

    _inherit = "despacho.import"

    # Whose rights the job takes: only code says it.
    applier_id = fields.Many2one("res.users", readonly=True, copy=False, groups="base.group_system")
    asked_on = fields.Datetime(readonly=True, copy=False)

    def _leave_to_cron(self):
        """Have the job apply the rows as soon as what this request did is stored."""
        # sudo: technical fields that nobody edits
        self.sudo().write({"applier_id": self.env.uid, "asked_on": fields.Datetime.now()})
        self.env.ref("despacho_crm_import.ir_cron_apply")._trigger()

    def action_stop(self):
        """Leave the rows that wait as they are; those that are written stay. The batch in hand is waited for."""
        self._check_step("applying")
        self.state = "stopped"
        self.message_post(body=self.env._("Stopped. Rows that were not applied: %(count)s.", count=self.waiting_count))
        return True

    @api.model
    def _take_turn(self):
        """Wait until nobody else applies rows, and have the others wait until the end of the transaction."""
        self.env.execute_query(SQL("SELECT pg_advisory_xact_lock(%s)", _TURN))

    @api.model
    def _cron_apply(self, limit=BATCH):
        """Go on with the imports under way, in the order in which they were asked for.

        Each batch of rows is a transaction: what is stored when the server stops stays, and the
        next run goes on from there. Two files that name the same contact never write at once.
        """
        # Of the connection, not of the transaction: between two batches nobody else begins.
        if not self.env.execute_query(SQL("SELECT pg_try_advisory_lock(%s)", _TURN))[0][0]:
            return  # whoever has the turn goes on until there is nothing left
        try:
            self._apply_all(limit)
        finally:
            # A connection that was lost took the lock with it.
            if not self.env.cr._cnx.closed:
                self.env.cr.rollback()
                self.env.execute_query(SQL("SELECT pg_advisory_unlock(%s)", _TURN))

    @api.model
    def _apply_all(self, limit):
        # Each file counts as well, so that none is left without its end.
        files = self.search([("state", "in", IN_HAND)])
        rows = sum(record._count_rows_waiting() for record in files)
        self.env["ir.cron"]._commit_progress(remaining=rows + len(files))
        seen = self.browse()
        while record := self._next_in_hand(seen):
            has_time = record._apply_in_job(limit)
            if has_time is None:
                continue  # it gave way, and goes on afterwards
            seen |= record
            if not has_time:
                # Else nobody looks for work until a minute has gone by.
                self.env.ref("despacho_crm_import.ir_cron_apply")._trigger()
                self.env["ir.cron"]._commit_progress()
                return

    @api.model
    def _next_in_hand(self, seen):
        """Return the file to go on with that is not among ``seen``, the one that was asked for first."""
        return self.search([("state", "in", IN_HAND), ("id", "not in", seen.ids)], order="asked_on, id", limit=1)

    def _gives_way(self):
        """Whether another file goes before the rest of this one."""
        return False

    def _apply_in_job(self, limit):
        """Apply the rows batch by batch, as long as nobody stops it; return whether the job has time for more.

        None when it gives way to another file.
        """
        if not (self.applier_id.active or self.applier_id.id == SUPERUSER_ID):
            # Nobody asked for it, or whoever did is not here any more: nobody lends their rights.
            self._stop_for_nobody()
            return bool(self.env["ir.cron"]._commit_progress(1))
        cron, start, tries = self.env["ir.cron"], time.monotonic(), 0
        total = left = self._count_rows_waiting()
        while self._is_held_in_hand():
            mine = self._with_applier(again=tries < _TRIES)
            try:
                count, ended = mine._do_in_job(limit)
            except _OVERTAKEN:
                self._forget_batch()
                if tries == _TRIES:
                    _logger.warning("%s: others are always quicker, it is left to the next run", self.id)
                    return True
                tries += 1
                _logger.info("%s: somebody was quicker, the batch is begun again", self.id)
                continue
            except UserError as error:
                self._forget_batch()
                self._fail_in_job(error)
                count, ended = 0, True
            except (psycopg2.OperationalError, psycopg2.InterfaceError):
                raise  # the base is gone: the next run goes on
            except Exception:
                # What nobody foresaw in one file does not keep the others waiting.
                self._forget_batch()
                _logger.exception("%s could not be applied", self.id)
                self._fail_in_job(self.env._("something unexpected went wrong; the administrator finds it in the log"))
                count, ended = 0, True
            tries, left = 0, max(left - count, 0)
            self._tell_progress(left, (total - left) / (time.monotonic() - start))
            has_time = cron._commit_progress(count + ended) or self._has_more_time()
            if ended or not has_time:
                return bool(has_time)
            if self._gives_way():
                return None
        return True

    def _is_held_in_hand(self):
        """Lock the file, between two transactions; return whether there is still something to do with it."""
        try:
            held = self.try_lock_for_update()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            # Somebody stopped it since this transaction began, which holds nothing yet.
            self._forget_batch()
            held = self.try_lock_for_update()
        return bool(held) and held.state in IN_HAND

    def _do_in_job(self, limit):
        """Do what comes next with the file; return (how many rows there were, whether that was all)."""
        count = self._apply_next_batch(limit)
        if self._has_rows_waiting():
            return count, False
        self._finish_apply()
        return count, True

    def _fail_in_job(self, error):
        self._fail_apply(error)

    def _has_more_time(self):
        """Whether the job goes on beyond its usual time, for what takes long to be begun again."""
        end = self.env.context.get("cron_end_time")
        return bool(end) and time.monotonic() < end + self._get_target()._get_more_time()

    def _stop_for_nobody(self):
        self.state = "stopped"

    def _count_rows_waiting(self):
        return self.env["despacho.import.row"].search_count(self._get_waiting_domain())

    def _has_rows_waiting(self):
        return self._get_target()._has_rows_waiting(self)

    def _forget_batch(self):
        self.env.cr.rollback()
        self.env.invalidate_all(flush=False)

    def _with_applier(self, again=False):
        """Return the record with the rights, the company and the language of who applies it.

        ``again``: what somebody else was quicker to enter fails, to be tried again.
        """
        user = self.applier_id
        return self.with_user(user).with_context(
            allowed_company_ids=self.company_id.ids,
            lang=user.lang or self.env.lang,
            tz=user.tz,
            despacho_import_again=BY_CODE if again else None,
        )

    def _fail_apply(self, error):
        self.state = "failed"
        self.message_post(body=self.env._("The rows that remained could not be applied: %(why)s", why=error))

    def _tell_progress(self, left, rate):
        """Tell whoever asked for it how many rows are left and how many it does in a second."""
        self.applier_id._bus_send(
            "despacho_import/progress",
            {"id": self.id, "state": self.state, "left": left, "rate": round(rate)},
        )
