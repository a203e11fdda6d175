import time

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.despacho_crm.models.identity.by_code import is_by_code

from ..file.despacho_import import WRITTEN
from ..review.staging import Staging, Whole

#: Rows of which a person waits for the review; longer files are left to the job.
AT_ONCE = 20_000
#: How often it is begun again without having got any further.
_TRIES = 4
#: Seconds that it works before it looks whether it is to stop, where no row has come out yet.
_PAUSE = 2
#: {(database, import): Staging}: files that the job is in the middle of, kept open from one run to the next.
_OPEN = {}


class DespachoImport(models.Model):
    """A long file is reviewed by the job, batch by batch, and the screen tells how far it is.

    Each batch of rows is a transaction. When the server stops, the next run goes through the file again and stages
    those that are not yet.
    """

    _inherit = "despacho.import"

    review_done = fields.Integer(readonly=True, copy=False, aggregator=None, help="Rows that are staged.")
    review_tries = fields.Integer(
        readonly=True, copy=False, aggregator=None, help="How often it was begun since it last got any further."
    )

    # ------------------------------------------------------------
    # WHAT A PERSON ASKS FOR
    # ------------------------------------------------------------

    def _is_left_to_job(self):
        """Whether the file is too long for somebody to wait for it before a screen, or for a job to do it in one go."""
        by_job = is_by_code(self.env, "despacho_import_by_job")
        return self.row_count > AT_ONCE and (by_job or self._is_asked_by_screen())

    def _leave_review_to_job(self):
        self._begin_review()
        self.trouble = False
        self._settle({"state": "reviewing", "review_done": 0, "review_tries": 0})
        self._leave_to_cron()

    def action_stop(self):
        if self.state != "reviewing":
            return super().action_stop()
        self.check_access("write")
        self._end_review("mapped")
        # The job closes what it has open.
        self.env.ref("despacho_crm_import.ir_cron_apply")._trigger()
        return True

    def _end_review(self, state):
        self._settle({"state": state, "review_done": 0, "review_tries": 0})
        if state != "reviewed":
            self._drop_rows()

    def _stop_for_nobody(self):
        if self.state != "reviewing":
            return super()._stop_for_nobody()
        return self._end_review("mapped")

    # ------------------------------------------------------------
    # THE JOB
    # ------------------------------------------------------------

    @api.model
    def _next_in_hand(self, seen):
        """What is to be written goes before what is only reviewed, which takes long and is left open meanwhile."""
        written = self.search([("state", "in", WRITTEN), ("id", "not in", seen.ids)], order="asked_on, id", limit=1)
        return written or super()._next_in_hand(seen)

    def _gives_way(self):
        return self.state == "reviewing" and bool(self.search_count([("state", "in", WRITTEN)], limit=1))

    @api.model
    def _apply_all(self, limit):
        result = super()._apply_all(limit)
        dbname, going = self.env.cr.dbname, self.search([("state", "=", "reviewing")]).ids
        for key in [key for key in _OPEN if key[0] == dbname and key[1] not in going]:
            _OPEN.pop(key).close()
        return result

    def _do_in_job(self, limit):
        if self.state != "reviewing":
            return super()._do_in_job(limit)
        staging = self._get_staging()
        if not staging:
            # Stored before it is begun: what stops the server again and again keeps no other file waiting.
            self._open_staging()
            return 0, False
        before, staging.record = self.review_done, self
        has_more = self._go_on_with(staging)
        if staging.done > before:
            self._settle({"review_done": staging.done, "review_tries": 1})
        staging.stored = self.review_done
        if not has_more:
            self._close_staging()
            self._end_review("reviewed")
            if self.state == "reviewed":
                self.message_post(body=self.env._("Reviewed. See what will happen before you apply it."))
        return max(staging.done - before, 0), not has_more

    @api.model
    def _go_on_with(self, staging):
        """Go on until rows have come out, or some time has gone by; return whether there is more to do."""
        end, before = time.monotonic() + _PAUSE, staging.done
        while staging.step():
            if staging.done != before or time.monotonic() > end:
                return True
        return False

    def _get_staging(self):
        """Return what goes on with the file in this process, None where another one got further meanwhile."""
        staging = _OPEN.get((self.env.cr.dbname, self.id))
        if staging and staging.stored != self.review_done:
            self._close_staging()
            return None
        return staging

    def _open_staging(self):
        if self.review_tries >= _TRIES:
            raise UserError(
                self.env._(
                    "The server stopped %(count)s times while it reviewed the file, which may be too large for it. "
                    "Divide the file in several, or try it again at a quieter hour.",
                    count=self.review_tries,
                )
            )
        self._settle({"review_tries": self.review_tries + 1})
        by_batch = self._get_target()._stages_by_batch(self)
        _OPEN[self.env.cr.dbname, self.id] = Staging(self, stored=self.review_done) if by_batch else Whole(self)

    def _close_staging(self):
        if staging := _OPEN.pop((self.env.cr.dbname, self.id), None):
            staging.close()

    def _forget_batch(self):
        result = super()._forget_batch()
        self._close_staging()
        return result

    def _fail_in_job(self, error):
        if self.state != "reviewing":
            return super()._fail_in_job(error)
        self._close_staging()
        self._end_review("mapped")
        self.trouble = str(error)
        return self.message_post(body=self.env._("The file could not be reviewed: %(why)s", why=error))

    def _find_staged(self, numbers):
        """Return {row number: id of the record that the row is, or 0} of those rows that are staged."""
        names = ["number", "verdict", "reason_code", "partner_id"]
        rows = self.env["despacho.import.row"].search_fetch(
            [("import_id", "=", self.id), ("state", "=", "pending"), ("number", "in", numbers)], names
        )
        target = self._get_target()
        return {row.number: target._get_record_id(row) for row in rows}

    # ------------------------------------------------------------
    # HOW FAR IT IS
    # ------------------------------------------------------------

    def _count_rows_waiting(self):
        return max(self.row_count - self.review_done, 0) if self.state == "reviewing" else super()._count_rows_waiting()

    @api.depends("review_done")
    def _compute_counts(self):
        """Nothing is told of what is being reviewed but how far it is: counting takes as long as staging."""
        reviewing = self.filtered(lambda record: record.state == "reviewing")
        names = [field.name for field in self._fields.values() if field.compute == "_compute_counts"]
        for record in reviewing:
            record.update(dict.fromkeys(names, 0))
            record.waiting_count = max(record.row_count - record.review_done, 0)
        return super(DespachoImport, self - reviewing)._compute_counts()

    @api.depends("review_done")
    @api.depends_context("lang")
    def _compute_headline(self):
        result = super()._compute_headline()
        for record in self.filtered(lambda one: one.state == "reviewing"):
            record.headline = record._get_applying_headline()
        return result


class DespachoImportTarget(models.AbstractModel):
    _inherit = "despacho.import.target"

    @api.model
    def _stages_by_batch(self, import_):
        """Whether the review may stop between two batches of rows, and go on later."""
        return import_.profile != "odoo"

    @api.model
    def _get_record_id(self, row):
        """Return which record a row that was staged is, as its ``Verdict`` said: no other row of the file is it."""
        return row.partner_id.id if row.verdict in ("update", "same") else 0
