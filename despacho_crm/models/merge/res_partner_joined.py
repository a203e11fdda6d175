from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class ResPartner(models.Model):
    """What was joined stays joined until it is undone: neither worked with again, nor deleted."""

    _inherit = "res.partner"

    def write(self, vals):
        if vals.get("active"):
            self._merge_check_unarchive()
        return super().write(vals)

    def _merge_check_unarchive(self):
        """A joined contact is one with another: it comes back when the joining is undone, with all that was of it."""
        # sudo: where it went counts, whoever sees it.
        for partner in self.sudo():
            if partner.merged_into_id:
                raise UserError(
                    self.env._(
                        "«%(name)s» was joined into «%(other)s», which has all that was of it. If they are not the "
                        "same, ask the data steward to undo the joining.",
                        name=partner.name,
                        other=partner.merged_into_id.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_joined(self):
        """Without either of the two, nothing could be given back."""
        # sudo: that there is a joining is enough, whoever may read it.
        merges = self.env["despacho.merge"].sudo().with_context(active_test=False)
        joined = Domain("partner_id", "in", self.ids) | Domain("source_ids", "in", self.ids)
        merge = merges.search(joined & Domain("state", "=", "done") & Domain("kind", "!=", "lead"), limit=1)
        if merge:
            raise UserError(
                self.env._(
                    "«%(sources)s» and «%(name)s» were joined, and deleting one of them would lose what both had. "
                    "Archive it instead, or ask the data steward to undo the joining first.",
                    sources=", ".join(merge.source_ids.mapped("name")),
                    name=merge.partner_id.name,
                )
            )
