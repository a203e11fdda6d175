import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ...tools.enrichment.errors import Refused, Unavailable
from ...tools.enrichment.found import Found, sift

_logger = logging.getLogger(__name__)

#: Somebody is working on the contact: what was found waits.
_LOCKED_WAIT = timedelta(minutes=1)
#: Batches that are begun again because somebody else wrote the same.
_ATTEMPTS = 5


class DespachoEnrichmentProvider(models.Model):
    """The job: it asks a batch, keeps what was answered with a commit, and writes it.

    Killed before the answer, it asks again; killed after it, what was answered is written by whoever comes next.
    """

    _inherit = "despacho.enrichment.provider"

    is_fed = fields.Boolean(readonly=True, copy=False, help="Whoever it applies to is in its queue.")

    @api.model
    def _cron_enrich(self, is_local):
        """Ask the providers, a batch each in turn, until there is no more to do or no more time.

        ``is_local``: those that read this database, which wait for nobody, or those outside.
        """
        self = self._in_words_of_the_firm()
        queue, commit = self.env["despacho.enrichment.queue"], self.env["ir.cron"]._commit_progress
        providers = self.search([("active", "=", True)])
        while self._retrying(lambda: queue._feed(providers)):
            if not commit():
                return
        commit()
        mine = providers.filtered(lambda provider: provider._get_source()._is_local == is_local)
        waiting = queue._count_due(mine)
        commit(remaining=sum(waiting.values()))
        runs, at_work = {}, mine.filtered(lambda provider: waiting.get(provider.id))
        while at_work:
            for provider in at_work:
                runs.setdefault(provider.id, self.env["despacho.enrichment.run"])
                done, runs[provider.id] = self._retrying(lambda p=provider: p._work(runs[p.id]))
                if not done:
                    at_work -= provider
                if not commit(done):
                    return
        self._wake_later(mine)
        commit(remaining=0)

    @api.model
    def _in_words_of_the_firm(self):
        """Return the model in the language of the administrator: jobs have none, and what they note is read."""
        admin = self.env.ref("base.user_admin", raise_if_not_found=False)
        # sudo: the language of the administrator is no secret
        return self.with_context(lang=(admin and admin.sudo().lang) or self.env.lang)

    def _wake_later(self, providers):
        """Have the job come back when the first of ``providers`` that has something left may be asked."""
        waiting = self.env["despacho.enrichment.queue"]._count_due(providers)
        later = [
            provider.retry_at
            for provider in providers
            if waiting.get(provider.id) and provider.state != "paused" and provider.retry_at
        ]
        if later:
            self._wake(min(later))

    @api.model
    def _retrying(self, step):
        """Return what ``step`` returns; it is begun again when somebody else wrote the same meanwhile."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                result = step()
                self.env.flush_all()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                if attempt == _ATTEMPTS:
                    raise
                self.env.cr.rollback()
                self.env.invalidate_all(flush=False)
            else:
                return result
        return None

    def _work(self, run):
        """Do a batch; return how many contacts were dealt with, 0 when there is nothing to do now, and the run."""
        queue = self.env["despacho.enrichment.queue"]
        if kept := queue._take_kept(self, limit=self.batch_size):
            run = run or self._start_run()
            self._write_kept(kept, run)
            return len(kept), run
        count = self._get_allowance()
        ids = queue._claim(self, count) if count else []
        if not ids:
            return 0, run
        run = run or self._start_run()
        self._note_asked(len(ids))
        source = self._get_source()
        if not source._is_local:
            self._commit()
        answers, failed = self._ask(source, ids, run)
        if not source._is_local:
            # Whoever fed the queue meanwhile wrote to it as well.
            self._commit()
        if answers is None:
            return 0, run
        if failed:
            wait = fields.Datetime.now() + timedelta(hours=1)
            queue._release(self, failed, wait, is_their_fault=True)
        asked = [partner_id for partner_id in ids if partner_id not in set(failed)]
        if source._is_local:
            self._write_answers(answers, asked, run)
        else:
            by_partner = {partner_id: [] for partner_id in asked}
            for found in answers:
                by_partner[found.partner_id].append(found)
            queue._keep(self, by_partner)
            self._commit()
            self._write_kept(queue._take_kept(self, asked), run)
        return len(ids), run

    def _commit(self):
        self.env.flush_all()
        self.env["ir.cron"]._commit_progress()

    # ------------------------------------------------------------
    # ASKING
    # ------------------------------------------------------------

    def _ask(self, source, ids, run):
        """Return (what the source answers about the contacts ``ids``, those about which asking went wrong).

        The first is None when it does not answer: that is noted, and they wait.
        """
        run.asked += len(ids)
        # sudo: the job asks for all, and each provider has its company
        partners = self.env["res.partner"].sudo().browse(ids)
        failed, faults = [], {}
        try:
            good, faults = self._fetch_sifted(source, partners)
        except (Unavailable, Refused) as error:
            refused = isinstance(error, Refused)
            # Asked about one alone, it may be that one that it does not understand: it goes on with the others.
            alone = refused and len(ids) == 1 and getattr(error, "code", "") == "misunderstood"
            wait = getattr(error, "retry_after", None)
            self._fail(run, ids, str(error), retry_after=wait, refused=refused and not alone, alone=alone)
            return None, []
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            _logger.warning("What %s answered was not understood", self.code, exc_info=True)
            good, failed = self._ask_each(source, partners)
            if len(failed) == len(ids):
                self._fail(run, ids, self.env._("Its answers are not understood: tell the administrator."), alone=True)
                return None, []
        self._note_answered()
        self._tell_faults(run, faults, len(failed))
        return good, failed

    def _fetch_sifted(self, source, partners):
        fields_ = self.env["res.partner"]._fields
        kinds = {}
        for name in source._get_given():
            if field := fields_.get(name):
                choices = field.get_values(self.env) if field.type == "selection" else None
                kinds[name] = field.type, choices
        with self.env.cr.savepoint(flush=False):
            return sift(source._fetch(self, partners), partners.ids, kinds, fields.Date.today())

    def _ask_each(self, source, partners):
        """Ask about each alone, so that one does not keep the others from being answered."""
        good, failed = [], []
        for partner in partners:
            try:
                good += self._fetch_sifted(source, partner).good
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                raise
            except Exception:
                _logger.info("Asking %s about contact %s failed", self.code, partner.id, exc_info=True)
                failed.append(partner.id)
        return good, failed

    def _fail(self, run, ids, message, retry_after=None, refused=False, alone=False):
        self._note_failure(message, retry_after=retry_after, refused=refused)
        # They are due: it is the provider that waits. Asked about alone, they may be what it stumbles over.
        self.env["despacho.enrichment.queue"]._release(self, ids, fields.Datetime.now(), is_their_fault=alone)
        run.failed += len(ids)
        run.message = message[:500]

    def _tell_faults(self, run, faults, failed):
        if not (faults or failed):
            return
        run.failed += sum(faults.values()) + failed
        words = self.env["despacho.enrichment.run"]._get_fault_words()
        told = [f"{words[code]}: {count}" for code, count in faults.items()]
        if failed:
            told.append(self.env._("contacts about which it does not answer: %(count)s", count=failed))
        run.message = self.env._("Left out: %(what)s.", what=", ".join(told))[:500]
        _logger.warning("Left out of what %s answered: %s", self.code, faults or failed)

    # ------------------------------------------------------------
    # WRITING
    # ------------------------------------------------------------

    def _write_kept(self, kept, run):
        """Write what was answered about contacts that are still as they were, and that nobody is working on."""
        queue = self.env["despacho.enrichment.queue"]
        changed = [partner_id for partner_id, _found, is_same in kept if not is_same]
        if changed:
            queue._again(self, changed)
        kept = {partner_id: found for partner_id, found, is_same in kept if is_same}
        good = [Found(*one) for found in kept.values() for one in found]
        self._write_answers(good, list(kept), run)

    def _write_answers(self, answers, asked, run):
        """Write ``answers``, those that passed the sieve, about the contacts ``asked``, and be done with them.

        One of them that cannot be written keeps neither the others nor the other providers from it.
        """
        try:
            with self.env.cr.savepoint():
                self._write_all(answers, asked, run)
            return
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            _logger.warning("Writing what %s says of %s contacts failed", self.code, len(asked), exc_info=True)
        if len(asked) > 1:
            for partner_id in asked:
                mine = [found for found in answers if found.partner_id == partner_id]
                self._write_answers(mine, [partner_id], run)
            return
        run.failed += len(asked)
        wait = fields.Datetime.now() + timedelta(hours=1)
        self.env["despacho.enrichment.queue"]._release(self, asked, wait, is_their_fault=True)

    def _write_all(self, answers, asked, run):
        queue, source = self.env["despacho.enrichment.queue"], self._get_source()
        # sudo: as when asking
        partners = self.env["res.partner"].sudo().browse(asked)
        free = partners.try_lock_for_update(allow_referencing=True)
        if locked := partners - free:
            until = fields.Datetime.now() + _LOCKED_WAIT
            if source._is_local:
                queue._release(self, locked.ids, until)
            else:
                queue._postpone(self, locked.ids, until)
            answers = [found for found in answers if found.partner_id not in locked._ids]
        told = self._write_found(answers, free)
        run.found += len([found for found in answers if found.value is not False])
        for name, count in told.items():
            run[name] += count
        by_partner = {}
        for found in answers:
            by_partner.setdefault(found.partner_id, []).append(found)
        source._heard(self, {partners.browse(partner_id): found for partner_id, found in by_partner.items()})
        again = source._keeps_days and fields.Datetime.now() + timedelta(days=source._keeps_days)
        queue._done(self, free.ids, again)
        run.end = fields.Datetime.now()

    def _start_run(self):
        return self.env["despacho.enrichment.run"].create({"provider_id": self.id})
