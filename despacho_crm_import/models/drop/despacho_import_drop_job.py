import contextlib
import logging

import psycopg2

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ...tools.drop_folder import REFUSED, FolderError

_logger = logging.getLogger(__name__)

#: Lock of the database that whoever looks at the boxes holds: any number that nobody else takes.
_TURN = 5_031_402_020
#: Somebody else has just done it, or is about to.
_OVERTAKEN = (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, psycopg2.errors.UniqueViolation)
_LOST = (psycopg2.OperationalError, psycopg2.InterfaceError)
#: How often a file is begun that the server does not survive, and how often it is begun again for somebody quicker.
_ATTEMPTS, _OVERTAKINGS = 2, 5


class DespachoImportDrop(models.Model):
    """The job that looks at the boxes.

    Each file is taken in a transaction, dealt with in another and put away in a third: when the server
    stops, the next look goes on from there.
    """

    _inherit = "despacho.import.drop"

    taking_tries = fields.Json(
        readonly=True, copy=False, help="{key of a file: how often it could not be taken}, of those in the folder."
    )

    @api.model
    def _cron_look(self):
        """Take the files that wait in the folders, and deal with them and with those that were mailed."""
        # Of the connection, not of the transaction: two never look at once.
        if not self.env.execute_query(SQL("SELECT pg_try_advisory_lock(%s)", _TURN))[0][0]:
            return  # whoever has the turn sees everything
        try:
            if self._take_all():
                self._deal_all()
        finally:
            # A connection that was lost took the lock with it.
            if not self.env.cr._cnx.closed:
                self.env.cr.rollback()
                self.env.execute_query(SQL("SELECT pg_advisory_unlock(%s)", _TURN))

    @api.model
    def _take_all(self):
        """Keep the files of all the folders; return whether there is time for more."""
        for drop in self.search([("kind", "=", "folder")], order="id"):
            drop = drop._in_words()
            try:
                if obstacle := drop._get_obstacle():
                    drop._note_trouble(obstacle)
                    found = ()
                else:
                    found = list(drop._look())
                drop.last_look = fields.Datetime.now()
                self.env.flush_all()
            except _OVERTAKEN:
                drop._forget("somebody else looks at it")
                found = ()
            except _LOST:
                raise
            except Exception:
                drop._forget("its folder could not be looked at")
                drop._note_trouble(drop._get_unforeseen_message())
                found = ()
            self.env["ir.cron"]._commit_progress()
            for one in found:
                drop._try_to_take(one)
                if not self.env["ir.cron"]._commit_progress(1):
                    return False
        return True

    def _try_to_take(self, found):
        """Take a file; what hinders it again and again has it put aside, so that it is not begun for ever."""
        try:
            self._take(found)
            self.env.flush_all()
            return
        except _OVERTAKEN:
            self._forget("somebody else took it")
        except _LOST:
            raise
        except Exception:
            self._forget("a file could not be taken")
            self._note_trouble(self._get_unforeseen_message())
        if not self._is_remembered(found):
            self._count_taking(found)

    def _count_taking(self, found):
        """Count that a file could not be taken; put it aside when that happened too often."""
        # Those that are not in the folder any more, changed ones among them, are forgotten.
        there = {one.key for one in self._get_folder().look(self._get_look_time()).ready}
        tries = {key: count for key, count in (self.taking_tries or {}).items() if key in there}
        tries[found.key] = tries.get(found.key, 0) + 1
        if tries[found.key] >= _OVERTAKINGS:
            self._put_aside(found, tries.pop(found.key))
        self.taking_tries = tries or False

    def _put_aside(self, found, tries):
        """Have a file that cannot be taken be seen among those that failed, and put away as they are."""
        message = self.env._(
            "The server could not take it from the folder, %(count)s times, for something else was being stored or "
            "did not let it. It is now in «%(folder)s», below its folder: leave it there again at a quieter hour, or "
            "bring it by hand under «Imports». If that fails too, tell the administrator, who finds why in the log.",
            count=tries,
            folder=REFUSED,
        )
        values = {"drop_id": self.id, "name": found.name, "key": found.key, "date": found.date}
        File = self.env["despacho.import.drop.file"]
        try:
            with self.env.cr.savepoint():
                record = File.create(values)
                record._settle("failed", message)
                self.env.flush_all()
        except _LOST:
            raise
        except Exception:
            # Not even that can be noted: the file is put away all the same, and the box says so.
            self.env.invalidate_all(flush=False)
            _logger.exception("%s: %s could not be noted", self.id, found.name)
            now = fields.Datetime.context_timestamp(self.with_context(tz=self.user_id.tz or "UTC"), self.last_look)
            with contextlib.suppress(FolderError, OSError):
                self._get_folder().put_away(found, True, now)
            self._note_trouble(f"{found.name}: {message}")

    @api.model
    def _deal_all(self):
        """Deal with each file that waits, and put away those that are dealt with; return whether there is time."""
        File = self.env["despacho.import.drop.file"]
        seen = File
        while record := File.search(
            [*self._get_turn_domain(), ("id", "not in", seen.ids)], order="attempts, id", limit=1
        ):
            seen |= record
            if not record._deal_in_job():
                return False
        left = [("state", "not in", ("waiting", "aside")), ("place", "=", "here")]
        for record in File.search(left, order="id"):
            if record.drop_id.kind == "folder" and record.key:
                record._put_away()
            else:
                record.place = "moved"
            if not self.env["ir.cron"]._commit_progress(1):
                return False
        return True

    @api.model
    def _get_turn_domain(self):
        """Return the domain of the files that may be dealt with."""
        asked = self.with_context(active_test=False).search([("file_ids.state", "=", "waiting")])
        blocked = asked.filtered(lambda one: one._get_obstacle())
        for drop in blocked.filtered(lambda one: one.active and one.kind == "mail"):
            drop._note_trouble(drop._in_words()._get_obstacle())
        return [("state", "=", "waiting"), ("drop_id", "not in", blocked.ids)]

    def _forget(self, why):
        """Undo what this transaction did, of which the log tells the administrator."""
        self.env.cr.rollback()
        self.env.invalidate_all(flush=False)
        _logger.info("%s %s: %s", self._name, self.ids, why, exc_info=True)

    def _get_unforeseen_message(self):
        return self.env._("Something unexpected went wrong; the administrator finds it in the log.")


class DespachoImportDropFile(models.Model):
    _inherit = "despacho.import.drop.file"

    attempts = fields.Integer(default=0, readonly=True, copy=False, help="How often it was begun and not ended.")
    overtaken = fields.Integer(readonly=True, copy=False, help="How often something else was stored at that moment.")

    def _deal_in_job(self):
        """Deal with the file and put it away, each step stored; return whether the job has time for more."""
        cron, drop = self.env["ir.cron"], self.drop_id
        try:
            self._begin()
            cron._commit_progress()
            if self._is_my_turn():
                self._deal()
                self.env.flush_all()
        except _OVERTAKEN:
            drop._forget("somebody else was quicker")
            if not self._count_overtaking():
                return bool(cron._commit_progress())
        except _LOST:
            raise
        except Exception:
            drop._forget(f"file {self.id} could not be imported")
            self._settle("failed", drop._in_words()._get_unforeseen_message())
        has_time = cron._commit_progress(1)
        if self.key and self.place == "here" and self.state != "waiting":
            self._put_away()
            has_time = cron._commit_progress()
        return bool(has_time)

    def _is_my_turn(self):
        """Whether the file still waits and nobody else deals with it."""
        return bool(self.try_lock_for_update().filtered(lambda one: one.state == "waiting"))

    def _begin(self):
        """Count that the file is begun: what stops the server again and again keeps no other file waiting."""
        if not self._is_my_turn():
            return
        if self.attempts < _ATTEMPTS:
            self.attempts += 1
            return
        words = self.with_env(self.drop_id._in_words().env)
        words._settle(
            "failed",
            words.env._(
                "The server stopped %(count)s times while it read the file, which may be too large for it. "
                "Divide it, or try it again at a quieter hour.",
                count=self.attempts,
            ),
        )

    def _count_overtaking(self):
        """Count that the file is begun again for somebody quicker; return whether that happened too often."""
        if not self._is_my_turn():
            return False
        self.write({"attempts": max(self.attempts - 1, 0), "overtaken": self.overtaken + 1})
        if self.overtaken < _OVERTAKINGS:
            return False
        self._settle("failed", self.drop_id._in_words()._get_unforeseen_message())
        return True
