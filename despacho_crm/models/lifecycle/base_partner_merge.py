from odoo import api, models

from ..identity.by_code import BY_CODE
from .res_partner import MEMORY, TYPED


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Joined, what people typed is kept as typed, and the rest follows from both pasts."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_values(self, src_partners, dst_partner):
        # sudo: whoever joins records may not see what is known of them.
        typed = self._lifecycle_typed_values((dst_partner | src_partners).sudo())
        joining = dst_partner.with_context(lifecycle_joining=BY_CODE)
        result = super()._update_values(src_partners, joining)
        if typed:
            dst_partner.sudo().write(typed)  # sudo: as above, and with who typed it and when
        dst_partner._lifecycle_touch()
        return result

    @api.model
    def _lifecycle_typed_values(self, partners):
        """Return what was typed on the partners; where several say something, the first one prevails."""
        values = {}
        for name, memory in TYPED.items():
            said = partners.filtered(memory)[:1]
            if said:
                values[name] = said[name]
            if said and f"{memory}_uid" in MEMORY:
                values[f"{memory}_uid"] = said[f"{memory}_uid"].id
                values[f"{memory}_on"] = said[f"{memory}_on"]
        return values
