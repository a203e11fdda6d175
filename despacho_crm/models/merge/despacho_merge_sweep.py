from odoo import api, models
from odoo.tools import SQL

_BATCH = 1000


class DespachoMerge(models.Model):
    """What arrived at a source after it was joined: somebody was writing to it at that very moment."""

    _inherit = "despacho.merge"

    @api.model
    def _sweep(self, after_batch=None):
        """Move what names a source of a joining, and did not stay behind on purpose; return how many rows moved.

        It is journaled with the joining, so that undoing it gives everything back.
        ``after_batch``: called with the number of contacts of each batch.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (source.id) rel.merge_id, source.id, source.merged_into_id
                  FROM res_partner source
                  JOIN despacho_merge_source_rel rel ON rel.partner_id = source.id
                  JOIN despacho_merge merge ON merge.id = rel.merge_id
                   AND merge.state = 'done' AND merge.kind = 'merge'
                 WHERE source.merged_into_id IS NOT NULL
                 ORDER BY source.id, rel.merge_id DESC
                """
            )
        )
        moved = 0
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            moved += self._as_joiner()._sweep_batch(batch)
            if after_batch:
                after_batch(len(batch))
        return moved

    @api.model
    def _sweep_batch(self, triples):
        with self._recording() as recorder:
            for merge_id, source, survivor in triples:
                recorder.owners["res_partner", source] = recorder.owners["res_partner", survivor] = merge_id
            tally = self._move_all(triples)
            if not sum(tally.moved.values()):
                return 0
            self.env.invalidate_all(flush=False)
            self._follow(tally, recorder)
        self.env.invalidate_all()
        for merge in self.browse(sorted(tally.moved)):
            merge.moved += tally.moved[merge.id]
            merge.partner_id._lifecycle_touch()
        return sum(tally.moved.values())

    @api.model
    def _cron_sweep(self):
        self._sweep(self.env["ir.cron"]._commit_progress)
