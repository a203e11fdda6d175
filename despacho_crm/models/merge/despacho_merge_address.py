from odoo import api, models

#: What is sent or charged to a place, whoever is there.
ADDRESSES = frozenset(("delivery", "invoice", "other"))


class DespachoMerge(models.Model):
    """An address is not the person of the same name: what is sent there would go elsewhere."""

    _inherit = "despacho.merge"

    @api.model
    def _never_by_itself(self, members, facts):
        yield from super()._never_by_itself(members, facts)
        uses = {member.type if member.parent_id and member.type in ADDRESSES else "" for member in members}
        if len(uses) > 1:
            yield self.env._("One of them is an address for deliveries, invoices or the like, and the other is not.")
