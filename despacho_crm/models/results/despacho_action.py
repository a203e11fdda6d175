from odoo import api, models
from odoo.fields import Domain


class DespachoAction(models.Model):
    """The results of an action."""

    _name = "despacho.action"
    _inherit = ["despacho.action", "despacho.results.mixin"]

    @api.depends("revenue", "cost")
    def _compute_return(self):
        return super()._compute_return()

    def _results_title(self):
        return self.name

    def _results_earlier(self):
        """Return the earlier actions of the service, those of this campaign too."""
        self.ensure_one()
        actions = self.with_context(active_test=False)
        domain = self.campaign_id._service_domain() & Domain("id", "!=", self.id)
        if self.launched_on:
            domain &= Domain("launched_on", "<=", self.launched_on)
        return actions.search(domain, order="launched_on desc, id desc", limit=10)
