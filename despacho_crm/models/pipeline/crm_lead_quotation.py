from odoo import models


class CrmLead(models.Model):
    """The quotation of an opportunity."""

    _inherit = "crm.lead"

    def _prepare_opportunity_quotation_context(self):
        """The name that the firm gives to a matter is for the firm: no document takes it to the client."""
        context = super()._prepare_opportunity_quotation_context()
        if self._pipeline_has_stages():
            context.pop("default_origin", None)
        return context
