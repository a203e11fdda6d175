from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Joined, the contacts keep their log: what is done of all of them is of the one that stays."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_reference_fields(self, src_partners, dst_partner):
        # Odoo takes along what is open and deletes what is done with the records that go.
        # sudo: the log belongs to the contacts, whoever may see each row of it.
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        activities.search(src_partners._activity_domain()).write({"res_id": dst_partner.id})
        # The documents have changed their contact already, in the database: the company is that of the one that stays.
        about = activities.search([("contact_id", "=", dst_partner.id)])
        self.env.add_to_compute(activities._fields["partner_id"], about)
        about.flush_recordset()
        return super()._update_reference_fields(src_partners, dst_partner)
