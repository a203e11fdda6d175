from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Keep where the values of the joined contacts came from: one record per contact would be lost."""
        # sudo: nobody edits traces, and who may join contacts leaves theirs in order.
        origins = self.env["despacho.value.origin"].sudo()
        # sudo: the values are only compared, to see which origins still hold.
        origins._join(src_partners.sudo(), dst_partner.sudo())
        return super()._update_foreign_keys(src_partners, dst_partner)
