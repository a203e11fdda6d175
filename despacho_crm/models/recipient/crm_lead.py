from odoo import models


class CrmLead(models.Model):
    """What was sent to a lead was sent to the one that it is joined into."""

    _inherit = "crm.lead"

    def _merge_dependences(self, opportunities):
        if opportunities._may_be_named("despacho.action.recipient"):
            # sudo: whoever joins leads writes no recipients otherwise
            rows = self.env["despacho.action.recipient"].sudo()
            rows.search([("lead_id", "in", opportunities.ids)]).lead_id = self
        return super()._merge_dependences(opportunities)
