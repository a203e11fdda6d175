import time
from contextlib import contextmanager
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, formatLang

#: The hour at which one night's work ends and the next one's begins.
_NOON = timedelta(hours=12)


class DespachoMatchNight(models.Model):
    """What the jobs did about duplicates and missing NIFs in one night, from noon to noon.

    Each job writes what it did with what it did: in the same commit.
    """

    _name = "despacho.match.night"
    _description = "Night's work on duplicates"
    _order = "date desc"
    _rec_name = "date"

    date = fields.Date(string="Night of", required=True, readonly=True)
    found_certain = fields.Integer(string="Found: certain", readonly=True)
    found_review = fields.Integer(string="Found: to be looked at", readonly=True)
    joined = fields.Integer(string="Duplicates joined", readonly=True, help="Joinings that the job made.")
    completed = fields.Integer(string="NIFs completed", readonly=True)
    left = fields.Integer(string="Left to a person", readonly=True, help="Certain, but the job may not decide on them.")
    waiting = fields.Integer(readonly=True, help="Pairs that waited for a person in the morning.")
    waiting_nif = fields.Integer(string="NIFs that wait", readonly=True, help="Proposed NIFs that nobody accepted yet.")
    seconds = fields.Float(readonly=True)
    lasted = fields.Char(string="How long", compute="_compute_lasted")
    #: [{"error": text, "records": {model: ids}}]: names are put to them as whoever reads may see them.
    failures = fields.Json(readonly=True, groups=fields.NO_ACCESS)
    failed = fields.Text(string="What failed", compute="_compute_failed")
    merge_ids = fields.One2many("despacho.merge", "night_id", string="What was joined", readonly=True)
    standing = fields.Integer(string="Joinings that stand", compute="_compute_standing")

    _unique_date = models.Constraint("UNIQUE (date)", "This night is already there.")

    @api.depends("seconds")
    @api.depends_context("lang")
    def _compute_lasted(self):
        for night in self:
            minutes, seconds = divmod(round(night.seconds), 60)
            night.lasted = (
                self.env._("%(minutes)s min %(seconds)s s", minutes=minutes, seconds=seconds)
                if minutes
                else self.env._("%(seconds)s s", seconds=formatLang(self.env, night.seconds, digits=1))
            )

    @api.depends("merge_ids.state")
    def _compute_standing(self):
        counts = dict(
            self.env["despacho.merge"]._read_group(
                [("night_id", "in", self.ids), ("state", "=", "done")], ["night_id"], ["__count"]
            )
        )
        for night in self:
            night.standing = counts.get(night, 0)

    @api.depends_context("uid", "allowed_company_ids", "lang")
    @api.depends("failures")
    def _compute_failed(self):
        for night in self:
            # sudo: each failure says only what the user may see of it
            night.failed = "\n".join(self._failure_text(**failure) for failure in night.sudo().failures or ())

    @api.model
    def _failure_text(self, error, records):
        names = []
        for model, ids in records.items():
            there = self.env[model].with_context(active_test=False).browse(ids).exists()
            if there != there._filtered_access("read"):
                names.clear()
                break
            names += there.mapped("display_name")
        if names:
            return f"{' + '.join(names)}: {error}"
        # What went wrong names them too.
        return self.env._("Some records that you do not see were not joined.") if records else error

    @api.model
    def _tonight(self):
        """Return the row of the night that goes on, made if need be."""
        date = (fields.Datetime.now() - _NOON).date()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO despacho_match_night (date, create_uid, create_date, write_uid, write_date)
                VALUES (%(date)s, %(uid)s, %(now)s, %(uid)s, %(now)s) ON CONFLICT (date) DO NOTHING
                """,
                date=date,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        return self.search([("date", "=", date)])

    @contextmanager
    def _measured(self):
        """Add how long it takes to the night's row."""
        start = time.monotonic()
        yield
        self.seconds += time.monotonic() - start

    def _note_failure(self, words, records=None):
        """Write down what went wrong; ``records``: {model: ids} of those that it kept from being joined."""
        self.failures = [*(self.failures or ()), {"error": words, "records": records or {}}]

    @api.model
    def _failure_words(self, error):
        """Return what people understand of ``error``: what the database says of it is for the log."""
        if isinstance(error, UserError):
            return " ".join(str(error).split())
        if isinstance(error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
            return self.env._("Somebody was working on the same records: they are looked at again the next night.")
        return self.env._("Something unexpected went wrong: tell the administrator, who finds it in the system's log.")

    def _count_found(self):
        """Write how many pairs were found since noon, and how many wait now.

        Those found before a batch of joinings took them away go on being counted.
        """
        since = fields.Datetime.to_datetime(self.date) + _NOON
        self.env["despacho.match.pair"].flush_model()
        [(certain, review)] = self.env.execute_query(
            SQL(
                """
                SELECT COUNT(*) FILTER (WHERE band = 'certain'), COUNT(*) FILTER (WHERE band = 'review')
                  FROM despacho_match_pair WHERE create_date >= %s
                """,
                since,
            )
        )
        self.found_certain = max(self.found_certain, certain)
        self.found_review = max(self.found_review, review)
        self._count_waiting()

    def _count_waiting(self):
        self.waiting = self.env["despacho.match.pair"].search_count([("state", "=", "proposed")])
        self.waiting_nif = self.env["despacho.completion"].search_count([])
