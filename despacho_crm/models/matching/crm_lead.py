from odoo import models


class CrmLead(models.Model):
    """What is deleted has no duplicates."""

    _inherit = "crm.lead"

    def unlink(self):
        ids = [-lead.id for lead in self]
        result = super().unlink()
        self.env["despacho.match.record"]._forget(ids)
        return result
