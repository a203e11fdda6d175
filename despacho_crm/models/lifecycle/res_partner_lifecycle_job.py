from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.tools import SQL

_BATCH = 5000
#: With fewer clients of a sector, what they buy is an anecdote.
_SIMILAR_CLIENTS = 5
#: How many times a batch is tried again when people are changing its contacts.
_ATTEMPTS = 5


class ResPartner(models.Model):
    """The whole base, every night, in batches: what was left half done goes on where it was."""

    _inherit = "res.partner"

    @api.model
    def _lifecycle_trigger_job(self):
        """Have the whole base brought up to date as soon as possible, from its beginning."""
        cron = self.env.ref("despacho_crm.ir_cron_lifecycle", raise_if_not_found=False)
        if cron:
            self._lifecycle_job_is_at(None, 0)
            cron._trigger()

    @api.model
    def _cron_lifecycle(self):
        """Bring everybody up to date, in batches of contacts in the order of their ids."""
        today = self._lifecycle_today()
        company = self.env["res.company"]._lifecycle_reference()
        last_id = company.lifecycle_job_id if company.lifecycle_job_on == today else 0
        proposals = self._lifecycle_potential_proposals(today)
        total = self._lifecycle_count_after(last_id)
        attempts = 0
        while ids := self._lifecycle_next_ids(last_id):
            try:
                with self.env.cr.savepoint(flush=False):
                    self._lifecycle_update_batch(ids, proposals)
            except SerializationFailure:
                # The next transaction sees what people have just changed.
                attempts += 1
                if attempts > _ATTEMPTS:
                    raise
                self.env["ir.cron"]._commit_progress(0)
                continue
            attempts, last_id = 0, ids[-1]
            total = max(total - len(ids), 0)
            self._lifecycle_job_is_at(today, last_id)
            if not self.env["ir.cron"]._commit_progress(len(ids), remaining=total):
                return
        self._lifecycle_job_is_at(None, 0, done=fields.Datetime.now())

    @api.model
    def _lifecycle_update_all(self):
        """Bring everybody up to date in this transaction. Return the partners that changed."""
        proposals = self._lifecycle_potential_proposals(self._lifecycle_today())
        changed, last_id = self.browse(), 0
        while ids := self._lifecycle_next_ids(last_id):
            changed += self._lifecycle_update_batch(ids, proposals)
            last_id = ids[-1]
        return changed

    @api.model
    def _lifecycle_update_batch(self, ids, proposals):
        return self.browse(ids)._lifecycle_update(proposals=proposals)

    @api.model
    def _lifecycle_next_ids(self, last_id):
        query = SQL("SELECT id FROM res_partner WHERE id > %s ORDER BY id LIMIT %s", last_id, _BATCH)
        self.env.flush_all()
        return [row[0] for row in self.env.execute_query(query)]

    @api.model
    def _lifecycle_count_after(self, last_id):
        return self.env.execute_query(SQL("SELECT COUNT(*) FROM res_partner WHERE id > %s", last_id))[0][0]

    @api.model
    def _lifecycle_job_is_at(self, day, last_id, done=None):
        """Write down where the job is. By the ORM, each batch would empty the caches of all the workers."""
        company = self.env["res.company"]._lifecycle_reference()
        company.flush_recordset()
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_company
                   SET lifecycle_job_on = %s, lifecycle_job_id = %s,
                       lifecycle_job_done = COALESCE(%s, lifecycle_job_done)
                 WHERE id = %s
                """,
                day,
                last_id,
                done,
                company.id,
            )
        )
        company.invalidate_recordset(["lifecycle_job_on", "lifecycle_job_id", "lifecycle_job_done"], flush=False)

    @api.model
    def _lifecycle_potential_proposals(self, today):
        """Return (sector, company or 0, median) of what the clients of each sector bought in twelve months.

        From the invoices themselves: the result is the same whatever part of the base is up to date.
        """
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                WITH rules AS (%(rules)s), scope AS (%(scope)s), yearly AS (
                    SELECT partner.industry_id, COALESCE(partner.company_id, 0) AS owner_id,
                           SUM(move.amount_untaxed_signed * scope.rate) AS total
                      FROM account_move move
                      JOIN res_partner partner ON partner.id = move.commercial_partner_id
                      JOIN scope ON scope.owner_id = COALESCE(partner.company_id, 0)
                                AND scope.company_id = move.company_id
                     WHERE %(sold)s
                       AND move.invoice_date > %(today)s::date - INTERVAL '12 months'
                       AND partner.industry_id IS NOT NULL AND partner.partner_share
                     GROUP BY partner.id
                )
                SELECT industry_id, owner_id,
                       ROUND(PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY total)::numeric, -1)
                  FROM yearly
                 WHERE total > 0
                 GROUP BY industry_id, owner_id
                HAVING COUNT(*) >= %(enough)s
                """,
                rules=self._lifecycle_sql_rules(),
                scope=self._lifecycle_sql_scope(today),
                sold=self._lifecycle_sql_sold(),
                today=today,
                enough=_SIMILAR_CLIENTS,
            )
        )
