from odoo import api, fields, models
from odoo.tools import format_datetime

from ...tools.enrichment import pace


class DespachoEnrichmentProvider(models.Model):
    """How often a provider is asked, and what happens when it does not answer."""

    _inherit = "despacho.enrichment.provider"

    window_start = fields.Datetime(readonly=True)
    window_count = fields.Integer(readonly=True)
    budget_day = fields.Date(readonly=True)
    budget_used = fields.Integer(string="Asked about today", readonly=True)

    def _get_allowance(self):
        """Return how many contacts may be asked about now; when it is none, note when some may be."""
        if self.state == "paused" or (self.retry_at and self.retry_at > fields.Datetime.now()):
            return 0
        if self._get_source()._is_local:
            return self.batch_size
        # One contact shows whether a source that was down is there again.
        batch = 1 if self.state == "failing" else self.batch_size
        count, until = pace.allowance(self._get_pace(), fields.Datetime.now(), self.rate, self.daily_budget, batch)
        if not count:
            self.retry_at = until
        return count

    def _get_pace(self):
        return pace.Pace(self.window_start or None, self.window_count, self.budget_day or None, self.budget_used)

    def _note_asked(self, count):
        """Count ``count`` contacts as asked about now."""
        if self._get_source()._is_local:
            return
        now = self._get_pace().at(fields.Datetime.now()).add(count)
        self.write(
            {
                "window_start": now.since,
                "window_count": now.asked,
                "budget_day": now.day,
                "budget_used": now.spent,
            }
        )

    def _note_answered(self):
        """It answers: whatever happened before is over."""
        if self.state == "failing" or self.failures or self.message:
            self.write(
                {
                    "state": "paused" if self.state == "paused" else "working",
                    "failures": 0,
                    "message": False,
                    "retry_at": False,
                }
            )

    def _note_failure(self, message, retry_after=None, refused=False):
        """It did not answer: wait, the longer the more often it happened.

        ``refused``: a person has to mend something, and trying again before does not help.
        """
        failures = self.failures + 1
        wait = pace.REFUSED_WAIT if refused else pace.wait(failures, retry_after)
        is_down = refused or pace.is_broken(failures)
        self.write(
            {
                "failures": failures,
                "message": message[:500],
                "retry_at": fields.Datetime.now() + wait,
                # A person who paused it meanwhile goes first.
                "state": "paused" if self.state == "paused" else "failing" if is_down else self.state,
            }
        )

    # ------------------------------------------------------------
    # WHAT PEOPLE DECIDE
    # ------------------------------------------------------------

    def action_pause(self):
        """Ask it nothing more until somebody resumes it."""
        self._check_steward()
        # sudo: stewards pause and resume; what providers are is the managers' to say
        self.sudo().write({"state": "paused", "retry_at": False})

    def action_resume(self):
        """Ask it again, at once."""
        self._check_steward()
        # sudo: as above
        self.sudo().write({"state": "working", "retry_at": False, "failures": 0, "message": False})
        self._wake()

    def action_ask_all(self):
        """Ask it about everybody again, a batch at a time."""
        self._check_steward()
        for provider in self:
            self.env["despacho.enrichment.queue"]._ask_all(provider)
        self._wake()

    @api.model
    def _wake(self, at=None):
        """Have the jobs run, now or ``at`` a time."""
        for name in ("ir_cron_enrichment", "ir_cron_enrichment_local"):
            self.env.ref(f"despacho_crm.{name}")._trigger(at)

    def _get_next_words(self):
        """Return when it is tried again, in words."""
        return format_datetime(self.env, self.retry_at, dt_format="short") if self.retry_at else ""
