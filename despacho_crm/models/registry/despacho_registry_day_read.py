import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ...tools.enrichment import borme, http, wire
from ...tools.enrichment.errors import Refused, Unavailable
from ...tools.spanish_day import moment_of
from .words import in_words

_logger = logging.getLogger(__name__)

#: How often, and for how long, what cannot be read is tried before it is left out, and said to be: whoever mends
#: the gazette's service does so within the day.
_MOST_TRIES, _LEAST_TRYING = 5, timedelta(hours=20)
#: How the list of the day is called among what was tried.
_LIST = "list"
#: Today's bulletin is not out yet: it is looked for again.
_NOT_YET = timedelta(hours=2)


class DespachoRegistryDay(models.Model):
    """The job that reads the gazette, day by day and document by document."""

    _inherit = "despacho.registry.day"

    @api.model
    def _cron_read(self):
        """Read from the last day that was read to today, as fast as the provider allows."""
        lang = self.env["despacho.enrichment.provider"]._in_words_of_the_firm().env.lang
        self = self.with_context(lang=lang)
        commit = self.env["ir.cron"]._commit_progress
        while self.env["despacho.registry.act"]._forget_old():
            if not commit():
                return
        provider = self._get_provider()
        if not provider:
            return
        ready = False
        while day := self._next_day():
            commit()
            if not ready:
                self.env["despacho.registry.act"]._match_ready()
                commit()
                ready = True
            if not day._read(provider):
                self._leave(provider)
                return

    def _leave(self, provider):
        """Have the job come back when the gazette may be asked again, or at once when it was only out of time."""
        commit = self.env["ir.cron"]._commit_progress
        if provider._get_allowance():
            commit()
            return
        if provider.state != "paused" and provider.retry_at:
            self.env.ref("despacho_crm.ir_cron_registry")._trigger(provider.retry_at)
        commit(remaining=0)

    def _read(self, provider):
        """Read what is left of the day; return whether it is read whole."""
        self.ensure_one()
        summary = self._ask_summary(provider)
        if summary is None:
            return self.state != "open"
        commit = self.env["ir.cron"]._commit_progress
        self.write({"bulletin": summary.number, "documents": len(summary.documents)})
        tries = self.tries or {}
        left = [document for document in summary.documents if document.id not in (self.done or {})]
        # What went wrong before comes last: it keeps nothing else from being read.
        left.sort(key=lambda document: tries.get(document.id, [0])[0])
        commit(remaining=len(left))
        for document in left:
            if not provider._get_allowance():
                return False
            page = self._ask_page(provider, document)
            if page is False:
                return False
            if not self._take(document, page) or not commit(1):
                return False
        everything = {document.id for document in summary.documents}
        if self._lock() and everything.issubset(self.done or {}):
            self.state = "read"
        commit()
        return self.state == "read"

    # ------------------------------------------------------------
    # ASKING
    # ------------------------------------------------------------

    def _ask_summary(self, provider):
        """Return the list of the day; None when there is none, or none yet, or the gazette does not answer."""
        if not provider._get_allowance():
            return None
        provider._note_asked(1)
        url = borme.summary_url(self.date, provider.url or borme.URL)
        self._commit_before_asking()
        try:
            with in_words(self.env):
                response = http.ask(url, headers=borme.HEADERS, expected=(200, 404))
                if response.status == 404:
                    raise borme.NoBulletin
                summary = http.reading(borme.parse_summary, response.body, through=borme.NoBulletin)
        except borme.NoBulletin:
            provider._note_answered()
            if self.date < self._today():
                self.write({"state": "holiday", "message": False})
            else:
                provider.retry_at = fields.Datetime.now() + _NOT_YET
            self._commit_before_asking()
            return None
        except (Unavailable, Refused) as error:
            if self._is_hopeless(_LIST, error):
                _logger.warning("The list of %s of the gazette is left out: %s", self.date, error)
                self.write({"state": "read", "message": self.env._("The list of the day could not be read.")})
            self._fail(provider, error)
            return None
        if summary.day and summary.day != self.date:
            self._fail(provider, Unavailable(self.env._("The gazette gave the list of another day.")))
            return None
        provider._note_answered()
        return summary

    def _ask_page(self, provider, document):
        """Return the page of ``document``, None when it is to be left out, False when it has to be asked again."""
        provider._note_asked(1)
        base = provider.page_url or borme.PAGE_URL
        self._commit_before_asking()
        try:
            with in_words(self.env):
                body = http.ask(borme.page_url(document.id, base)).body
                page = http.reading(borme.parse_page, body)
            if page.id and page.id != document.id:
                raise Unavailable(self.env._("The gazette gave another document."))
        except (Unavailable, Refused) as error:
            if self._is_hopeless(document.id, error):
                _logger.warning("Document %s of the gazette is left out: %s", document.id, error)
                return None
            self._fail(provider, error)
            return False
        provider._note_answered()
        return page

    def _is_hopeless(self, name, error):
        """Note that reading ``name`` went wrong; return whether it did so often, and for so long, that it is left out.

        What is not there, or is none of the gazette, may be so for ever: it does not stop what comes after it.
        """
        now = fields.Datetime.now()
        count, since = (self.tries or {}).get(name, (0, fields.Datetime.to_string(now)))
        self.tries = {**(self.tries or {}), name: [count + 1, since]}
        is_long = now - fields.Datetime.to_datetime(since) >= _LEAST_TRYING
        return isinstance(error.__cause__, wire.WireError) and count + 1 >= _MOST_TRIES and is_long

    def _fail(self, provider, error):
        message = str(error)
        if self.state == "open":
            self.message = message[:500]
        refused = isinstance(error, Refused)
        provider._note_failure(message, retry_after=getattr(error, "retry_after", None), refused=refused)
        self._commit_before_asking()

    def _commit_before_asking(self):
        """Hold nothing in the database while somebody outside thinks."""
        self.env.flush_all()
        self.env["ir.cron"]._commit_progress()

    # ------------------------------------------------------------
    # KEEPING
    # ------------------------------------------------------------

    def _take(self, document, page):
        """Keep what is of use of a ``document`` and note that it is read, if nobody did so meanwhile.

        Return whether that was possible: not while somebody else is writing the same day.
        """
        if not self._lock():
            return False
        if document.id in (self.done or {}):
            return True
        counts, why = {}, "" if page else self.env._("It could not be read.")
        if page:
            try:
                with self.env.cr.savepoint():
                    counts = self.env["despacho.registry.act"]._come(self.date, document, page.entries)
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                raise
            except Exception:
                _logger.exception("What the document %s of the gazette says could not be kept", document.id)
                why = self.env._("What it says could not be kept: tell the administrator.")
        values = {name: self[name] + count for name, count in counts.items()}
        left_out = [name for name, reason in (self.done or {}).items() if reason] + ([document.title] if why else [])
        message = self.env._("Left out: %(documents)s.", documents=", ".join(left_out))[:500] if left_out else False
        self.write({**values, "done": {**(self.done or {}), document.id: why}, "message": message})
        self._note_run(counts, why)
        self.env.flush_all()
        return True

    def _note_run(self, counts, why):
        """Add what was found to the provider's work of today."""
        provider, now = self._get_provider(), fields.Datetime.now()
        runs = self.env["despacho.enrichment.run"]
        begin = moment_of(self._today())
        run = runs.search([("provider_id", "=", provider.id), ("start", ">=", begin)], limit=1)
        run = run or runs.create({"provider_id": provider.id})
        run.write(
            {
                "end": now,
                "asked": run.asked + counts.get("entries", 0),
                "found": run.found + sum(counts.get(name, 0) for name in ("matched", "asked", "candidates")),
                "failed": run.failed + bool(why),
                "message": why or run.message,
            }
        )

    def _lock(self):
        """Return whether nobody else is writing the same day, and see what they wrote."""
        is_free = bool(self.try_lock_for_update())
        self.invalidate_recordset()
        return is_free
