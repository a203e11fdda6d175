from odoo import api, fields, models
from odoo.fields import Domain


class DespachoEnrichmentBorme(models.AbstractModel):
    """The gazette of the registers of companies as a provider: it says by itself whom it speaks of.

    Nobody is in its queue; ``despacho.registry.day`` reads it, at its pace, and proposes what it says.
    """

    _name = "despacho.enrichment.borme"
    _inherit = "despacho.enrichment.source"
    _description = "Register of companies (BORME)"
    _gives = ("name", "street", "zip", "city")
    _together = (("street", "zip", "city"),)
    _watched = ()
    _is_per_company = False

    @api.model
    def _applies_to(self, provider):
        return Domain.FALSE


class DespachoEnrichmentProvider(models.Model):
    _inherit = "despacho.enrichment.provider"

    page_url = fields.Char(string="Address of the pages", help="Where the documents of the gazette are, by their id.")

    def action_resume(self):
        result = super().action_resume()
        self._wake_registry()
        return result

    def action_run(self):
        result = super().action_run()
        self._wake_registry()
        return result

    def _wake_registry(self):
        """The gazette has a job of its own: have it run."""
        if "borme" in self.mapped("code"):
            self.env.ref("despacho_crm.ir_cron_registry")._trigger()
