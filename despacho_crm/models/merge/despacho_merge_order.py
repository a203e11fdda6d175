from odoo import api, models


class DespachoMerge(models.Model):
    """Which one had better stay."""

    _inherit = "despacho.merge"

    @api.model
    def _ranked_ids(self, groups):
        """Return the ids of each group of ids, first those with sealed invoices, then those whose values prevail."""
        # sudo: invoices that the user does not see count too
        merges = self.sudo()
        partners = merges.env["res.partner"].with_context(active_test=False)
        partners = partners.browse(sorted({one for ids in groups for one in ids}))
        invoiced = merges._invoiced_ids(partners.ids)
        sealed = merges._sealed_ids(invoiced)
        groups = [partners.browse(ids).with_prefetch(partners._prefetch_ids) for ids in groups]
        ranked = [merges._ranked(members, invoiced) for members in groups]
        return [sorted(members.ids, key=lambda one: one not in sealed) for members in ranked]

    @api.model
    def _orders(self, groups, automatic):
        """Return (ids, texts) of each group of ids: first the one that had better stay, and what forbids joining so.

        The other way round where that is allowed and the first is not.
        """
        orders = [order for ids in self._ranked_ids(groups) for order in (ids, ids[::-1])]
        found = list(zip(orders, self._hindrances_of(orders, automatic), strict=True))
        return [
            other if best[1] and not other[1] else best for best, other in zip(found[::2], found[1::2], strict=True)
        ]
