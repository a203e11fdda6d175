from odoo import api, models
from odoo.tools import SQL

#: {table: (its model, what it has once for each contact)}: indexes see to it, of which Odoo's tool knows nothing.
_ONCE = {
    "despacho_company_year": ("despacho.company.year", ["year"]),
    "despacho_former_nif": ("despacho.former.nif", ["nif_key"]),
    "despacho_privacy_notice": ("despacho.privacy.notice", ["company_id"]),
    "despacho_quality_record": ("despacho.quality.record", []),
    "despacho_segment_member": ("despacho.segment.member", ["segment_id"]),
}


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

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Of what there is once for each contact, what the one that stays has holds, and what it lacks comes to it."""
        for table, (model, columns) in _ONCE.items():
            self.env[model].flush_model()
            self.env.cr.execute(
                SQL(
                    """
                    DELETE FROM %(table)s
                     WHERE id IN (
                           SELECT id
                             FROM (SELECT id, ROW_NUMBER() OVER (
                                          PARTITION BY %(columns)s ORDER BY partner_id <> %(target)s, id) AS place
                                     FROM %(table)s WHERE partner_id = ANY(%(all)s)) AS alike
                            WHERE place > 1)
                    """,
                    table=SQL.identifier(table),
                    columns=SQL(", ").join([*map(SQL.identifier, columns), SQL("TRUE")]),
                    target=dst_partner.id,
                    all=[*src_partners.ids, dst_partner.id],
                )
            )
            self.env[model].invalidate_model(flush=False)
        result = super()._update_foreign_keys(src_partners, dst_partner)
        dst_partner._figures_follow()
        return result
