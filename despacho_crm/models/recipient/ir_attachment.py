from odoo import api, models
from odoo.exceptions import AccessError

#: What a file is.
_CONTENT = frozenset({"raw", "datas", "db_datas", "store_fname", "name", "res_model", "res_id", "type", "url"})


class IrAttachment(models.Model):
    """The list that was kept with an action is nobody's to change."""

    _inherit = "ir.attachment"

    def write(self, vals):
        if not self.env.su and not _CONTENT.isdisjoint(vals):
            self._check_recipient_copy()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_recipient_copy(self):
        if not self.env.context.get("despacho_copy") or not self.env.su:
            self._check_recipient_copy()

    def _check_recipient_copy(self):
        files = self.sudo().filtered(lambda file: file.res_model == "despacho.action")  # sudo: to tell what it is
        copies = self.env["despacho.action.copy"].sudo()  # sudo: whoever may see it
        if files and copies.search_count([("attachment_id", "in", files.ids)], limit=1):
            raise AccessError(
                self.env._("The list of recipients stays with the action as it was when they were frozen.")
            )
