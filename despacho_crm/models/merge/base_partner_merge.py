from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Odoo's tool joins as the firm does where its rules hold: nothing deleted, and it can be taken back."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        if self.env.su or not self.env.company.nif_mandatory:
            return super()._merge(partner_ids, dst_partner=dst_partner, extra_checks=extra_checks)
        partners = self.env["res.partner"].browse(partner_ids).exists()
        if len(partners) < 2:
            return None
        survivor = dst_partner if dst_partner and dst_partner in partners else None
        survivor = survivor or self._get_ordered_partner(partners.ids)[-1]
        self.env["despacho.merge"]._join(survivor, partners - survivor)
        return None
