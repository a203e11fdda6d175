from odoo import models


class CrmTeam(models.Model):
    """Leads are shared out among the team; only those that are ready become opportunities on the way."""

    _inherit = "crm.team"

    def _assign_and_convert_leads(self, force_quota=False):
        sharing = self.with_context(convert_only_ready=True)
        return super(CrmTeam, sharing)._assign_and_convert_leads(force_quota=force_quota)
