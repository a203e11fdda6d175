from odoo import fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """From a contact to those that it may be as well."""

    _inherit = "res.partner"

    duplicate_count = fields.Integer(
        string="Possible duplicates",
        compute="_compute_duplicate_count",
        prefetch=False,
        groups="despacho_crm.group_steward",
    )

    def _compute_duplicate_count(self):
        pairs, proposed = self.env["despacho.match.pair"], Domain("state", "=", "proposed")
        counts = [
            dict(pairs._read_group(proposed & Domain(side, "in", self.ids), [side], ["__count"]))
            for side in ("partner_id", "other_id")
        ]
        for partner in self:
            partner.duplicate_count = sum(count.get(partner._origin, 0) for count in counts)

    def action_open_duplicates(self):
        """Decide on the pairs of this contact."""
        self.ensure_one()
        pairs = self.env["despacho.match.pair"].search(
            Domain("state", "=", "proposed") & (Domain("partner_id", "=", self.id) | Domain("other_id", "=", self.id))
        )
        return pairs.action_review()
