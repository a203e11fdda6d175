import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ...tools.client_actions import RELOAD, said

_logger = logging.getLogger(__name__)

#: Joinings taken back with one commit: those that the click waits for, and those of each step of the job.
_AT_A_TIME = 200


class DespachoMatchNight(models.Model):
    """Seeing what a night joined, and taking it back: what is much goes on by itself after the click."""

    _inherit = "despacho.match.night"

    undo_by_id = fields.Many2one("res.users", string="Being taken back by", readonly=True, ondelete="set null")
    #: Joinings from here on were looked at.
    undo_below = fields.Integer(readonly=True)

    def action_open_merges(self):
        """Show the joinings of the night."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_merges")
        return {**action, "domain": [("night_id", "=", self.id)], "context": {"active_test": False}}

    def action_undo_all(self):
        """Take back what the job joined and completed that night, the latest first."""
        self.ensure_one()
        if not self.env.su and not self.env.user.has_group("despacho_crm.group_steward"):
            raise AccessError(self.env._("Taking back what was joined is the task of the data steward."))
        done, kept, below = self._undo_standing()
        message = [self.env._("%(count)s joinings taken back.", count=done)]
        if kept:
            message.append(self.env._("%(count)s stand: undo one of them, and it says why.", count=kept))
        if below:
            # sudo: a steward may not write nights, but has what is left of this one undone
            self.sudo().write({"undo_by_id": self.env.uid, "undo_below": below})
            self.env.ref("despacho_crm.ir_cron_match_undo")._trigger()
            left = self.env["despacho.merge"].search_count(self._undo_domain(below))
            message.append(self.env._("%(count)s more are being taken back: it takes some minutes.", count=left))
        return said(" ".join(message), "warning" if kept else "success", then=RELOAD)

    def _undo_domain(self, below=False):
        domain = [("night_id", "=", self.id), ("automatic", "=", True), ("state", "=", "done")]
        return [*domain, ("id", "<", below)] if below else domain

    def _undo_standing(self, below=False):
        """Take back the next joinings; return (how many, how many may not be, below which to go on or False)."""
        merges = self.env["despacho.merge"].search(self._undo_domain(below), order="id desc", limit=_AT_A_TIME)
        done = merges._undo_what_may()
        return len(done), len(merges - done), merges[-1:].id if len(merges) == _AT_A_TIME else False

    @api.model
    def _cron_undo(self):
        """Go on with what somebody asked for, with their rights."""
        nights = self.search([("undo_by_id", "!=", False)])
        try:
            for left, night in zip(reversed(range(len(nights))), nights, strict=True):
                if not night._undo_asked(left):
                    return
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            _logger.info("Somebody was working on the same records: taking back goes on in a moment", exc_info=True)
            self.env.cr.rollback()
            self.env.ref("despacho_crm.ir_cron_match_undo")._trigger()

    def _undo_asked(self, nights_left):
        """Take back what stands of the night; return whether there is time for the next one."""
        user = self.undo_by_id
        # Who is no steward any more has nothing more undone.
        may = user.active and user.has_group("despacho_crm.group_steward")
        asked = self.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
        below = self.undo_below if may else False
        while True:
            if below:
                _done, _kept, below = asked._undo_standing(below)
            self.write({"undo_below": below, "undo_by_id": below and user.id})
            time_left = self.env["ir.cron"]._commit_progress(1, remaining=nights_left + bool(below))
            if not (below and time_left):
                return time_left


class DespachoMerge(models.Model):
    _inherit = "despacho.merge"

    def _undo_what_may(self):
        """Undo those that nothing hinders, at once if that is all of them; return them."""
        try:
            with self.env.cr.savepoint():
                self.action_undo()
            return self
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            if not isinstance(error, UserError):
                _logger.info("Taking back a batch of joinings failed: each is tried alone", exc_info=True)
            self.env.invalidate_all(flush=False)
        done = self.browse()
        for merge in self:
            try:
                with self.env.cr.savepoint():
                    merge.action_undo()
                done |= merge
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                raise
            except Exception as error:
                if not isinstance(error, UserError):
                    _logger.warning("Not taken back: joining %s", merge.id, exc_info=True)
                self.env.invalidate_all(flush=False)
        return done
