from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.client_actions import RELOAD, said

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
            self.env.ref("despacho_crm.ir_cron_match_undo").sudo()._trigger()  # sudo: only to wake the job up
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
        commit = self.env["ir.cron"]._commit_progress
        for night in self.search([("undo_by_id", "!=", False)]):
            user = night.undo_by_id
            # Who is no steward any more has nothing more undone.
            below = night.undo_below if user.has_group("despacho_crm.group_steward") else False
            if not below:
                night.undo_by_id = False
            asked = night.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
            while below:
                _done, _kept, below = asked._undo_standing(below)
                night.write({"undo_below": below, "undo_by_id": below and user.id})
                if not commit(1, remaining=int(bool(below))):
                    return


class DespachoMerge(models.Model):
    _inherit = "despacho.merge"

    def _undo_what_may(self):
        """Undo those that nothing forbids to, at once if that is all of them; return them."""
        try:
            with self.env.cr.savepoint():
                self.action_undo()
            return self
        except UserError:
            self.env.invalidate_all(flush=False)
        done = self.browse()
        for merge in self:
            try:
                with self.env.cr.savepoint():
                    merge.action_undo()
                done |= merge
            except UserError:
                self.env.invalidate_all(flush=False)
        return done
