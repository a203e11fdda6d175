from odoo import api, models
from odoo.exceptions import UserError


class DespachoSegment(models.Model):
    """A segment that says to whom an action goes, or to whom not, is not lost without anybody noticing."""

    _inherit = "despacho.segment"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_actions(self):
        # sudo: the actions of others too, also archived ones
        actions = self.env["despacho.action"].sudo().with_context(active_test=False)
        used = actions.search(
            [
                ("state", "!=", "cancelled"),
                "|",
                ("segment_ids", "in", self.ids),
                ("exclude_segment_ids", "in", self.ids),
            ],
            limit=1,
        )
        if used:
            segment = (used.segment_ids | used.exclude_segment_ids) & self.sudo()  # sudo: as above
            raise UserError(
                self.env._(
                    "«%(segment)s» says to whom the action «%(action)s» goes, or to whom it does not: archive it "
                    "instead of deleting it.",
                    segment=segment[0].name,
                    action=used.name,
                )
            )
