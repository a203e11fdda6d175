from odoo import api, models


class DespachoMatchPair(models.Model):
    """The search tells the page of the night what it found, and wakes up the job that joins."""

    _inherit = "despacho.match.pair"

    @api.model
    def _cron_match(self):
        nights = self.env["despacho.match.night"]
        commit = self.env["ir.cron"]._commit_progress
        try:
            with nights._tonight()._measured():
                result = super()._cron_match()
                # Read anew: the search has committed meanwhile.
                nights._tonight()._count_found()
        except Exception as error:
            self.env.cr.rollback()
            words = nights._failure_words(error)
            nights._tonight()._note_failure(self.env._("The search for duplicates: %(error)s", error=words))
            commit()
            raise
        self.env.ref("despacho_crm.ir_cron_match_join")._trigger()
        commit()
        return result
