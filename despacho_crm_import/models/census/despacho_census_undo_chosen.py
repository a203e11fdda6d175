from odoo import models
from odoo.exceptions import UserError

from ..undo.despacho_import_undo import AT_REST


class DespachoCensusCompany(models.Model):
    """What lists did is taken back of the companies that one chooses, a list at a time."""

    _inherit = "despacho.census.company"

    def action_undo_chosen(self):
        """Take back what the last list did of these: who it created goes, what it wrote over returns.

        Return the notification that tells of how many.
        """
        self.check_access("unlink")
        done = sum(import_._undo_census_chosen(ids) for import_, ids in self._get_last_imports().items())
        if not done:
            raise UserError(
                self.env._(
                    "There is nothing to undo in these companies: no list brought them, or somebody changed them since."
                )
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "What the last list did was taken back in %(done)s of %(chosen)s companies.",
                    done=done,
                    chosen=len(self),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _get_last_imports(self):
        """Return {import: ids of those of these that it was the last to create or to write over}."""
        # sudo: nobody reads the former values; the rights on the companies were asked
        steps = self.env["despacho.census.before"].sudo().search([("census_id", "in", self.ids)], order="id desc")
        last = {}
        for step in steps:
            last.setdefault(step.census_id.id, step.import_id.sudo(False))
        found = {}
        for company in self:
            if import_ := last.get(company.id) or (not company.edited and company.import_id):
                found.setdefault(import_, []).append(company.id)
        return found


class DespachoImport(models.Model):
    _inherit = "despacho.import"

    def _undo_census_chosen(self, ids):
        """Take back what the list did of the companies with these ids; return of how many."""
        self.ensure_one()
        self._check_step(*AT_REST)
        self.check_access("write")
        if not self.try_lock_for_update():
            raise UserError(self.env._("The rows are being applied at this moment. See in a while how many remain."))
        count = 0
        while done := self._return_census_batch(ids) or self._delete_census_batch(ids):
            count += done
        if count:
            self.message_post(body=self.env._("Taken back in companies that were chosen: %(count)s.", count=count))
            if self.state == "done" and not self._get_census_left():
                self._end_census_undo()
        return count
