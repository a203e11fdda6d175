from odoo import api, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE, is_by_code

#: What a person says of a row by writing it; all else is what the review found and showed.
_SAID = frozenset(("included",))
#: Rows that tell what was done in the base.
_TRACES = ("applied", "undone")


class DespachoImportRow(models.Model):
    """Nothing is written in the base that the review did not show, nor taken back that the import did not do.

    What rows say is found by code from the file. Whoever may change it by a call from outside could have
    other values written under the name of the file, and by what a row «did», anything undone.
    """

    _inherit = "despacho.import.row"

    def _settle(self, vals):
        """Write what code found out of the rows, or what a person decided through it."""
        return self.with_context(despacho_import_found=BY_CODE).write(vals)

    def write(self, vals):
        if not _SAID.issuperset(vals):
            self._check_by_code()
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_by_code()
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_traces(self):
        # su: the system removes what it made, as when a company goes.
        if not self.env.su and any(row.state in _TRACES for row in self):
            raise UserError(self.env._("Rows that were applied stay: they tell where the data came from."))

    @api.model
    def _check_by_code(self):
        keys = ("despacho_import_found", "despacho_import_applying")
        if not self.env.su and not any(is_by_code(self.env, key) for key in keys):
            raise AccessError(
                self.env._("What a file says is not changed by hand. Correct the file, or the contact afterwards.")
            )
