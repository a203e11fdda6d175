from odoo import api, fields, models
from odoo.tools import SQL

_BATCH = 5000


class DespachoQualityRecord(models.Model):
    """Every night the records are rated again, in batches: what was left half done goes on where it was."""

    _inherit = "despacho.quality.record"

    @api.model
    def _trigger_job(self):
        """Have the base rated as soon as possible."""
        self.env.ref("despacho_crm.ir_cron_quality")._trigger()

    @api.model
    def _cron_quality(self):
        today = fields.Date.context_today(self)
        self.env["despacho.quality.measure"]._count_uses()
        self._drop_gone()
        pending = self._pending_count(today)
        while ids := self._pending_ids(today, _BATCH):
            self._rate(ids, today)
            pending = max(pending - len(ids), 0)
            if not self.env["ir.cron"]._commit_progress(len(ids), remaining=pending + 1):
                return
        self.env["despacho.quality.snapshot"]._take(today)
        self.env["ir.cron"]._commit_progress(1, remaining=0)

    @api.model
    def _rate_all(self):
        """Rate everybody in this transaction."""
        today = fields.Date.context_today(self)
        self.env["despacho.quality.measure"]._count_uses()
        self._drop_gone()
        while ids := self._pending_ids(today, _BATCH):
            self._rate(ids, today)
        self.env["despacho.quality.snapshot"]._take(today)

    @api.model
    def _rate(self, ids, today):
        """Write what the contacts ``ids`` are worth today; who does not count any more goes."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO despacho_quality_record
                       (partner_id, score, filled, valid, fresh, gaps, gap_usefulness, passed, band, rated_on)
                SELECT rated.*, %(band)s, %(today)s FROM (%(ratings)s) AS rated
                ON CONFLICT (partner_id) DO UPDATE
                   SET score = EXCLUDED.score, filled = EXCLUDED.filled, valid = EXCLUDED.valid,
                       fresh = EXCLUDED.fresh, gaps = EXCLUDED.gaps, gap_usefulness = EXCLUDED.gap_usefulness,
                       passed = EXCLUDED.passed, band = EXCLUDED.band, rated_on = EXCLUDED.rated_on
                """,
                band=SQL(
                    "CASE WHEN score >= 80 THEN '4' WHEN score >= 60 THEN '3' WHEN score >= 40 THEN '2' ELSE '1' END"
                ),
                today=today,
                ratings=self.env["despacho.quality.measure"]._sql_ratings(ids),
            )
        )
        self.invalidate_model(flush=False)

    @api.model
    def _pending_ids(self, today, limit):
        """Return the contacts, in the order of their ids, who have not been rated today."""
        return [row[0] for row in self.env.execute_query(SQL("%s ORDER BY id LIMIT %s", self._pending(today), limit))]

    @api.model
    def _pending_count(self, today):
        return self.env.execute_query(SQL("SELECT COUNT(*) FROM (%s) AS pending", self._pending(today)))[0][0]

    @api.model
    def _pending(self, today):
        self.env.flush_all()
        return SQL(
            """
            SELECT partner.id FROM res_partner partner
             WHERE %s AND NOT EXISTS (SELECT FROM despacho_quality_record record
                                       WHERE record.partner_id = partner.id AND record.rated_on >= %s)
            """,
            self.env["despacho.quality.measure"]._sql_counts(),
            today,
        )

    @api.model
    def _drop_gone(self):
        """Forget those who do not count any more: archived, joined, no clients nor prospects."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM despacho_quality_record record USING res_partner partner
                 WHERE partner.id = record.partner_id AND NOT COALESCE((%s), FALSE)
                """,
                self.env["despacho.quality.measure"]._sql_counts(),
            )
        )
        self.invalidate_model(flush=False)
