import logging
import time

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

from ..segment.mistakes import MISTAKES
from .despacho_action_audience import Unit

_logger = logging.getLogger(__name__)
#: Rows that are written at once.
BATCH = 1000
#: An audience that is so small is frozen while somebody waits.
AT_ONCE = 200
#: How often a worker begins again where another one was quicker.
_TRIES = 10


class DespachoAction(models.Model):
    """The audience of an action becomes its recipients, once it is approved.

    First each of the audience gets its row, all in one statement. Then workers take batches of these rows, each those
    that no other one has, and write who is addressed and why the others are not; each batch is kept when it is done, so
    that a worker that dies loses what it had at hand, and nothing twice. Who finds nothing left ends it: who would be
    addressed twice, the copy, and the action is approved.
    """

    _inherit = "despacho.action"

    def _freeze_start(self):
        result = super()._freeze_start()
        for action in self:
            # sudo: the rows are the program's to write, whoever approves
            frozen = action.sudo()
            frozen._freeze_begin()
            if frozen.freeze_total <= AT_ONCE:
                frozen._freeze_rest()
        if self.filtered(lambda action: action.state == "freezing"):
            self.env.ref("despacho_crm.ir_cron_recipient_freeze")._trigger()
        return result

    def _unfreeze(self):
        result = super()._unfreeze()
        # sudo: nothing of it was sent; it is approved anew
        for action in self.sudo():
            files = action.copy_ids.attachment_id
            action.copy_ids.unlink()
            files.unlink()
            self.env.cr.execute(SQL("DELETE FROM despacho_action_recipient WHERE action_id = %s", action.id))
            action.invalidate_recordset(["recipient_ids", "copy_ids"], flush=False)
            action.env["despacho.action.recipient"].invalidate_model(flush=False)
            action.write({"freeze_started_on": False, "freeze_total": 0, "frozen_on": False})
        return result

    def _freeze_begin(self):
        """Give each of the audience, as it is now, its row."""
        self.ensure_one()
        self._refresh_audience()
        self.env.cr.execute(SQL("DELETE FROM despacho_action_recipient WHERE action_id = %s", self.id))
        count = self._insert_rows()
        self.env["despacho.action.recipient"].invalidate_model(flush=False)
        self.write({"freeze_started_on": fields.Datetime.now(), "freeze_total": count, "freeze_problem": False})
        if not count:
            raise UserError(
                self.env._("There is nobody in the audience of «%(action)s»: choose others.", action=self.name)
            )

    def _freeze_batch(self, limit=BATCH):
        """Write the next rows, those that no other worker has; return how many."""
        self.ensure_one()
        found = self._claim_rows(limit)
        if found:
            rows = [(row_id, Unit(*unit)) for row_id, *unit in found]
            self._write_rows(rows, self._judge_units([unit for _row_id, unit in rows]))
            self.env["despacho.action.recipient"].invalidate_model(flush=False)
        return len(found)

    def _freeze_rest(self):
        """Freeze what is left, without keeping anything in between."""
        while self._freeze_batch():
            pass
        self._freeze_end()

    def _freeze_end(self):
        """Leave out who would be addressed twice, keep the copy, and have the action approved.

        Whoever said no while the rows were being written is left out too.
        """
        self.ensure_one()
        self._leave_out_opposed()
        self._leave_out_twice()
        self.env["despacho.action.recipient"].invalidate_model(flush=False)
        self.invalidate_recordset(["recipient_ids", "freeze_left"], flush=False)
        self.write({"frozen_on": fields.Datetime.now()})
        self._keep_copy("frozen")
        self.message_post(body=self._freeze_summary())
        self._frozen()

    def _freeze_summary(self):
        """Return in words how many are addressed, and how many are not and why."""
        counts = self._count_reasons()
        labels = dict(self.env["despacho.action.recipient"]._fields["reason"]._description_selection(self.env))
        words = self.env._(
            "Recipients frozen: %(included)s are addressed, %(excluded)s are left out.",
            included=counts.get("included", 0),
            excluded=sum(count for reason, count in counts.items() if reason != "included"),
        )
        whys = [f"{labels[reason]}: {count}" for reason, count in counts.items() if reason != "included"]
        return f"{words} {'; '.join(whys)}." if whys else words

    def _count_reasons(self):
        """Return {"included" or reason: number of rows}, those who are addressed first, the largest next."""
        groups = self.env["despacho.action.recipient"]._read_group(
            [("action_id", "=", self.id)], ["included", "reason"], ["__count"]
        )
        counts = {}
        for included, reason, count in groups:
            name = "included" if included else reason
            counts[name] = counts.get(name, 0) + count
        return dict(sorted(counts.items(), key=lambda item: (item[0] != "included", -item[1])))

    # The job

    @api.model
    def _cron_freeze(self):
        """Freeze the audiences that wait, batch by batch; several workers share them."""
        cron = self.env["ir.cron"]
        waiting = self.search([("state", "=", "freezing")], order="id").ids
        cron._commit_progress(remaining=len(waiting))
        for action in map(self.browse, waiting):
            lang = action.approved_by.lang or self.env.lang
            if not action.with_context(lang=lang)._freeze_in_job():
                return

    def _freeze_in_job(self):
        """Freeze, keeping each batch; return whether there is time for more."""
        start, done, tries = time.monotonic(), 0, 0
        while True:
            try:
                count, left, ended = self._freeze_step()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                self.env.cr.rollback()
                self.env.invalidate_all(flush=False)
                tries += 1
                if tries > _TRIES:
                    _logger.info("Another worker is at the recipients of action %s", self.id)
                    return True
                continue
            except MISTAKES as error:
                self.env.cr.rollback()
                self.env.invalidate_all(flush=False)
                _logger.warning("The recipients of action %s could not be prepared", self.id, exc_info=True)
                self._freeze_refused(error)
                ended, count, left = True, 0, 0
            done, tries = done + count, 0
            self._tell_freeze(left, done / (time.monotonic() - start))
            if not self.env["ir.cron"]._commit_progress(count, remaining=left) and not ended:
                return False
            if ended:
                return True

    def _freeze_step(self):
        """Do what comes next; return (rows written, rows left, whether nothing is left for this worker)."""
        # The first thing that is asked: what other workers have done until now is seen.
        count = self._freeze_batch(BATCH)
        if count:
            return count, self._count_left(), False
        if not self._wait_for_turn() or self.state != "freezing":
            return 0, 0, True
        if not self.freeze_started_on:
            self._freeze_begin()
            return 0, self.freeze_total, False
        left = self._count_left()
        if not left:
            self._freeze_end()
        return 0, left, True

    def _wait_for_turn(self):
        """Hold the action, after whoever holds it; return whether it is still there.

        Of two that find no more rows, each with a last batch that the other did not see yet, whoever comes second
        sees both: if it gave way, nobody would end the list.
        """
        hold = SQL("SELECT id FROM despacho_action WHERE id = %s FOR NO KEY UPDATE", self.id)
        # Whoever was quicker wrote it meanwhile: then all is asked again, which is no fault to log.
        self.env.cr.execute(hold, log_exceptions=False)
        return bool(self.env.cr.rowcount)

    def _freeze_refused(self, error):
        """What hinders it is told, and the action is in design again."""
        words = str(error) if isinstance(error, UserError) else None
        problem = words or self.env._("The audience could not be read: look at its segments and lists.")
        self._unfreeze()
        self._set_state("draft", approved_by=False, approved_on=False, freeze_problem=problem)
        self.message_post(body=self.env._("The recipients could not be prepared: %(why)s", why=problem))

    def _tell_freeze(self, left, rate):
        """Tell whoever approved it how many are left."""
        user = self.approved_by or self.user_id
        if user:
            user._bus_send(
                "despacho_recipient/progress",
                {"id": self.id, "state": self.state, "left": left, "rate": round(rate)},
            )
