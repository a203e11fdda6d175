from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: Contacts looked at with one statement.
_LOOKED_AT = 20000
#: Only companies and persons of their own: the address of a branch is not what a register tells.
_WHO = Domain("partner_share", "=", True) & (Domain("parent_id", "=", False) | Domain("is_company", "=", True))


class DespachoEnrichmentQueue(models.Model):
    """Whom each provider is to be asked about: a narrow table that only the job reads and writes.

    Nothing happens when a contact is created or written, by a person or by an import: the job finds what changed
    by its ``write_date``, which ``despacho_enrichment_seen`` has as it was last looked at, and asks again when what
    the question follows from is another (``mark``). There is no foreign key to the contact: joining contacts, Odoo
    would hand the rows of one to the other.

    ``due``: when it is to be asked, NULL when it is not; ``lease``: until when a worker has it in hand;
    ``asked_mark``: the mark when it was asked; ``found``: what was answered and is not written yet.
    """

    _name = "despacho.enrichment.queue"
    _description = "Queue of Enrichment"
    _auto = False
    _log_access = False

    def _check_removed_columns(self, log=False):
        # No column has a field, and none was removed.
        return

    def init(self):
        self.env.cr.execute(
            SQL(
                """
                CREATE TABLE IF NOT EXISTS despacho_enrichment_queue (
                    provider_id integer NOT NULL, partner_id integer NOT NULL, mark text NOT NULL, due timestamp,
                    lease timestamp, asked timestamp, asked_mark text, tries integer NOT NULL DEFAULT 0, found jsonb,
                    PRIMARY KEY (provider_id, partner_id)
                );
                CREATE INDEX IF NOT EXISTS despacho_enrichment_queue_due_index
                    ON despacho_enrichment_queue (provider_id, due, partner_id) WHERE due IS NOT NULL;
                CREATE INDEX IF NOT EXISTS despacho_enrichment_queue_found_index
                    ON despacho_enrichment_queue (provider_id) WHERE found IS NOT NULL;
                CREATE TABLE IF NOT EXISTS despacho_enrichment_seen (partner_id integer PRIMARY KEY, seen timestamp)
                """
            )
        )

    # ------------------------------------------------------------
    # WHO IS TO BE ASKED ABOUT
    # ------------------------------------------------------------

    @api.model
    def _feed(self, providers, limit=_LOOKED_AT):
        """Put the contacts that changed since they were looked at in the queues of ``providers``, all active ones.

        Return how many they were, ``limit`` at most. Another worker that is at it does it for this one.
        """
        if not self.env.execute_query(SQL("SELECT pg_try_advisory_xact_lock(HASHTEXT(%s))", self._name))[0][0]:
            return 0
        new = providers.filtered(lambda provider: not provider.is_fed)
        for provider in new:
            self._feed_provider(provider)
        new.is_fed = True
        changed = self._find_changed(limit)
        if changed:
            for provider in providers - new:
                self._feed_provider(provider, changed)
            self._note_seen(changed)
        return len(changed)

    @api.model
    def _find_changed(self, limit):
        self.env["res.partner"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(now.id, known.partner_id)
                  FROM (SELECT id, write_date FROM res_partner WHERE active AND commercial_partner_id = id) now
                  FULL JOIN despacho_enrichment_seen known ON known.partner_id = now.id
                 WHERE known.partner_id IS NULL OR now.id IS NULL OR known.seen IS DISTINCT FROM now.write_date
                 ORDER BY 1 LIMIT %s
                """,
                limit,
            )
        )
        return [partner_id for (partner_id,) in rows]

    @api.model
    def _note_seen(self, ids):
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM despacho_enrichment_seen seen
                 WHERE partner_id = ANY(%(ids)s)
                   AND NOT EXISTS (SELECT FROM res_partner WHERE id = seen.partner_id AND active
                                      AND commercial_partner_id = id);
                INSERT INTO despacho_enrichment_seen (partner_id, seen)
                SELECT id, write_date FROM res_partner
                 WHERE id = ANY(%(ids)s) AND active AND commercial_partner_id = id
                ON CONFLICT (partner_id) DO UPDATE SET seen = EXCLUDED.seen
                """,
                ids=ids,
            )
        )

    @api.model
    def _feed_provider(self, provider, ids=None):
        """Put those of ``ids``, or of all contacts, that ``provider`` is asked about in its queue, and no others."""
        source = provider._get_source()
        domain = _WHO & source._applies_to(provider) & provider._get_scope()
        some = SQL("TRUE")
        if ids is not None:
            domain &= Domain("id", "in", ids)
            some = SQL("partner_id = ANY(%s)", ids)
        self.env.flush_all()
        # sudo: the job asks for all, and each provider has its company
        wanted = self.env["res.partner"].sudo()._search(domain).subselect()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO despacho_enrichment_queue AS queue (provider_id, partner_id, mark, due)
                SELECT %(provider)s, partner.id, %(mark)s, %(now)s FROM res_partner partner
                 WHERE partner.id IN %(wanted)s
                ON CONFLICT (provider_id, partner_id) DO UPDATE
                   SET mark = EXCLUDED.mark, due = EXCLUDED.due, tries = 0
                 WHERE queue.mark <> EXCLUDED.mark
                """,
                provider=provider.id,
                mark=self._mark_sql(source),
                now=fields.Datetime.now(),
                wanted=wanted,
            )
        )
        self.env.cr.execute(
            SQL(
                "DELETE FROM despacho_enrichment_queue WHERE provider_id = %s AND %s AND partner_id NOT IN %s",
                provider.id,
                some,
                wanted,
            )
        )

    @api.model
    def _mark_sql(self, source):
        """Return the expression of what the question about ``partner`` follows from."""
        columns = [SQL("%s::text", SQL.identifier("partner", name)) for name in source._watched]
        parts = [SQL("%s", str(source._version)), *(SQL("COALESCE(%s, '')", column) for column in columns)]
        return SQL("MD5(CONCAT_WS('|', %s))", SQL(", ").join(parts))

    @api.model
    def _ask_soon(self, provider, ids):
        """Have ``provider`` asked about the contacts ``ids`` before all others, whatever it said of them."""
        self._feed_provider(provider, ids)
        self.env.cr.execute(
            SQL(
                """
                UPDATE despacho_enrichment_queue SET due = %s, tries = 0, lease = NULL
                 WHERE provider_id = %s AND partner_id = ANY(%s) AND found IS NULL
                """,
                fields.Datetime.now() - timedelta(days=36500),
                provider.id,
                ids,
            )
        )
        return self.env.cr.rowcount

    @api.model
    def _ask_all(self, provider):
        """Have ``provider`` asked again about everybody, those that are waiting first."""
        self.env.cr.execute(
            SQL(
                "UPDATE despacho_enrichment_queue SET due = COALESCE(LEAST(due, %(now)s), %(now)s), tries = 0"
                " WHERE provider_id = %(provider)s",
                now=fields.Datetime.now(),
                provider=provider.id,
            )
        )
