from odoo import api, models

from .by_code import BY_CODE


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        keys = self.env["res.partner"].browse(partner_ids).filtered("nif_key").mapped("nif_key")
        joining = self.with_context(nif_merge=BY_CODE, nif_deferred=BY_CODE)
        result = super(BasePartnerMergeAutomaticWizard, joining)._merge(
            partner_ids, dst_partner=dst_partner and dst_partner.with_env(joining.env), extra_checks=extra_checks
        )
        partners = self.env["res.partner"].browse(partner_ids).exists()
        partners._nif_release_collisions(set(keys))
        partners.filtered(lambda partner: not partner.nif_deadline)._nif_close_activities()
        return result

    @api.model
    def _update_values(self, src_partners, dst_partner):
        # The destination takes the NIF before the sources are deleted: for that moment
        # the sources leave the unique index.
        src_partners.sudo().nif_collision = True  # sudo: technical mark on rows about to go
        src_partners.flush_recordset(["nif_collision", "nif_unique"])
        former = src_partners.filtered(
            lambda p: p.nif_key and dst_partner.nif_key and p.nif_key != dst_partner.nif_key
        ).mapped("nif_key")
        kept = dst_partner.vat
        own_mark = dst_partner.nif_collision
        result = super()._update_values(src_partners, dst_partner)
        if kept and dst_partner.vat != kept:
            dst_partner.vat = kept
        dst_partner.sudo().nif_collision = own_mark  # sudo: undo the mark that the merge copied
        known = set(dst_partner.former_nif_ids.mapped("nif_key"))
        # sudo: the trace of a joined number, whoever joins
        self.env["despacho.former.nif"].sudo().create(
            [{"partner_id": dst_partner.id, "nif_key": key, "reason": "merger"} for key in former if key not in known]
        )
        return result
