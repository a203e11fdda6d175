import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

#: A worker that says nothing for so long is dead, and what it had in hand is taken up by another one.
LEASE = timedelta(minutes=10)
#: Tries of a contact about which a source fails.
MOST_TRIES = 5


class DespachoEnrichmentQueue(models.Model):
    """Which worker has whom in hand, and what was answered until it is written."""

    _inherit = "despacho.enrichment.queue"

    @api.model
    def _claim(self, provider, limit, ids=None):
        """Return the ids of up to ``limit`` contacts that are due, which no other worker takes meanwhile.

        ``ids``: of these only.
        """
        now = fields.Datetime.now()
        rows = self.env.execute_query(
            SQL(
                """
                WITH picked AS MATERIALIZED (
                    SELECT partner_id FROM despacho_enrichment_queue
                     WHERE provider_id = %(provider)s AND due <= %(now)s AND found IS NULL
                       AND (lease IS NULL OR lease < %(now)s) AND %(some)s
                     ORDER BY due, partner_id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
                )
                UPDATE despacho_enrichment_queue queue
                   SET lease = %(lease)s, tries = tries + 1, asked = %(now)s, asked_mark = %(mark)s
                  FROM picked JOIN res_partner partner ON partner.id = picked.partner_id
                 WHERE queue.provider_id = %(provider)s AND queue.partner_id = picked.partner_id
                RETURNING queue.partner_id
                """,
                provider=provider.id,
                now=now,
                lease=now + LEASE,
                mark=self._mark_sql(provider._get_source()),
                limit=limit,
                some=SQL("TRUE") if ids is None else SQL("partner_id = ANY(%s)", ids),
            )
        )
        return sorted(partner_id for (partner_id,) in rows)

    @api.model
    def _keep(self, provider, answers):
        """Keep ``answers``, {contact: list as JSON}, until they are written: who dies meanwhile lost nothing."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE despacho_enrichment_queue queue SET found = given.found::jsonb
                  FROM UNNEST(%s::int[], %s::text[]) AS given (partner_id, found)
                 WHERE queue.provider_id = %s AND queue.partner_id = given.partner_id
                """,
                list(answers),
                [json.dumps(found) for found in answers.values()],
                provider.id,
            )
        )

    @api.model
    def _take_kept(self, provider, ids=None, limit=None):
        """Return [(contact, what was answered, whether the question would be the same now)] to be written.

        Of the contacts ``ids``; of those that a dead worker left, up to ``limit``, by default.
        """
        mine = SQL("lease < %s", fields.Datetime.now()) if ids is None else SQL("queue.partner_id = ANY(%s)", ids)
        return self.env.execute_query(
            SQL(
                """
                SELECT queue.partner_id, queue.found, queue.asked_mark = %(mark)s
                  FROM despacho_enrichment_queue queue JOIN res_partner partner ON partner.id = queue.partner_id
                 WHERE queue.provider_id = %(provider)s AND queue.found IS NOT NULL AND %(mine)s
                 ORDER BY queue.partner_id %(limit)s FOR UPDATE OF queue SKIP LOCKED
                """,
                mark=self._mark_sql(provider._get_source()),
                provider=provider.id,
                mine=mine,
                limit=SQL("LIMIT %s", limit) if limit else SQL(),
            )
        )

    @api.model
    def _done(self, provider, ids, again=None):
        """The contacts ``ids`` are done with, until ``again`` or, without it, until somebody changes something."""
        self.env["res.partner"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE despacho_enrichment_queue queue
                   SET due = %(again)s, found = NULL, lease = NULL, tries = 0, mark = %(mark)s
                  FROM res_partner partner
                 WHERE queue.provider_id = %(provider)s AND partner.id = queue.partner_id
                   AND queue.partner_id = ANY(%(ids)s)
                """,
                again=again or None,
                mark=self._mark_sql(provider._get_source()),
                provider=provider.id,
                ids=list(ids),
            )
        )

    @api.model
    def _again(self, provider, ids):
        """The question about ``ids`` is another one now: what was answered is worth nothing."""
        self._settle(provider, ids, SQL("due = %s, found = NULL, lease = NULL", fields.Datetime.now()))

    @api.model
    def _postpone(self, provider, ids, until):
        """What was answered about ``ids`` is written after ``until``: somebody is working on them."""
        self._settle(provider, ids, SQL("lease = %s", until))

    @api.model
    def _release(self, provider, ids, until, is_their_fault=False):
        """Ask about ``ids`` again after ``until``.

        ``is_their_fault``: asking about them went wrong; after some tries nobody asks, until something changes.
        """
        due = (
            SQL("CASE WHEN tries < %s THEN %s::timestamp END", MOST_TRIES, until)
            if is_their_fault
            else SQL("%s", until)
        )
        tries = SQL("tries") if is_their_fault else SQL("GREATEST(tries - 1, 0)")
        self._settle(provider, ids, SQL("due = %s, tries = %s, found = NULL, lease = NULL", due, tries))

    @api.model
    def _settle(self, provider, ids, changes):
        self.env.cr.execute(
            SQL(
                "UPDATE despacho_enrichment_queue SET %s WHERE provider_id = %s AND partner_id = ANY(%s)",
                changes,
                provider.id,
                list(ids),
            )
        )

    @api.model
    def _count_due(self, providers):
        """Return {provider id: how many are due}."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT provider_id, COUNT(*) FROM despacho_enrichment_queue
                 WHERE provider_id = ANY(%s) AND (due <= %s OR found IS NOT NULL) GROUP BY 1
                """,
                providers.ids,
                fields.Datetime.now(),
            )
        )
        return dict(rows)

    @api.model
    def _forget(self, providers):
        self.env.cr.execute(SQL("DELETE FROM despacho_enrichment_queue WHERE provider_id = ANY(%s)", providers.ids))
