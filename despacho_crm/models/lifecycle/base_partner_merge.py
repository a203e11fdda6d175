from odoo import api, models

from ..identity.by_code import BY_CODE


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Joined, what people typed is kept as typed, and the rest follows from both pasts."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_values(self, src_partners, dst_partner):
        # sudo: whoever joins records may not see what is known of them.
        typed = (dst_partner | src_partners).sudo()._lifecycle_typed_values()
        joining = dst_partner.with_context(lifecycle_joining=BY_CODE)
        result = super()._update_values(src_partners, joining)
        if typed:
            dst_partner.sudo().write(typed)  # sudo: as above, and with who typed it and when
        dst_partner._lifecycle_touch()
        return result
