from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: What makes a file another one, or takes it elsewhere.
_CONTENT = frozenset(
    {
        *("datas", "raw", "db_datas", "store_fname", "checksum", "file_size", "name", "mimetype", "type", "url"),
        *("res_model", "res_id", "res_field", "public", "company_id"),
    }
)


class IrAttachment(models.Model):
    """Both copies of a signed letter, and the signature itself, stay as they are, whoever asks."""

    _inherit = "ir.attachment"

    def write(self, vals):
        if not _CONTENT.isdisjoint(vals):
            self._engagement_check_copies()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_engagement_copy(self):
        self._engagement_check_copies()

    def _engagement_check_copies(self):
        # sudo: to tell what the files are of
        files = self.sudo().filtered(
            lambda file: file.res_model == "sale.order" and file.res_field in (False, "signature")
        )
        if not files:
            return
        orders = self.env["sale.order"].sudo()  # sudo: whoever may see the letter, its copies stay
        kept = orders.search(
            Domain("engagement_client_copy_id", "in", files.ids)
            | Domain("engagement_firm_copy_id", "in", files.ids)
            | (
                Domain("engagement_signed_on", "!=", False)
                & Domain("id", "in", files.filtered("res_field").mapped("res_id"))
            ),
            limit=1,
        )
        if kept:
            raise UserError(
                self.env._("This file is the signed engagement letter %(order)s: it stays as it is.", order=kept.name)
            )
