from odoo import models


class CrmLead(models.Model):
    _inherit = "crm.lead"

    def _stage_quotation_sent(self):
        """Take open opportunities to the stage of those with the quotation sent, unless they are further."""
        for lead in self:
            stage = self.env["crm.stage"]._for_lead(lead, trigger="quotation")
            before = lead.stage_id.sequence < stage.sequence
            if stage and before and lead.active and lead.stage_outcome in ("open", "snoozed"):
                lead.stage_id = stage
