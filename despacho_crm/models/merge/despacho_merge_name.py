from odoo import api, fields, models


class DespachoMerge(models.Model):
    """The name that the one that stays had before is kept: people go on looking for it."""

    _inherit = "despacho.merge"

    former_name = fields.Char(
        readonly=True,
        index="trigram",
        help="What the one that stays was called before, when it took the name of another one.",
    )

    @api.model
    def _join_allowed(self, groups, automatic):
        survivors = self.env["res.partner"].browse(group[0] for group in groups)
        before = {survivor.id: survivor.name for survivor in survivors}
        merges = super()._join_allowed(groups, automatic)
        for merge in merges:
            name = before[merge.partner_id.id]
            if name and name != merge.partner_id.name:
                merge.former_name = name
        return merges
