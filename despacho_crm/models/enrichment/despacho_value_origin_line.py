from odoo import api, models


class DespachoValueOriginLine(models.Model):
    """What providers brought is among what tells where values come from."""

    _inherit = "despacho.value.origin.line"

    @api.model
    def _selection_source(self):
        # sudo: the names of providers, those of other companies and those that are no longer used too
        providers = self.env["despacho.enrichment.provider"].sudo().with_context(active_test=False)
        names = {one.code: one.name for one in providers.search([("code", "!=", False)])}
        return [*super()._selection_source(), *names.items()]
