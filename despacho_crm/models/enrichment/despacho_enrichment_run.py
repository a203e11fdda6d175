from datetime import timedelta

from odoo import api, fields, models


class DespachoEnrichmentRun(models.Model):
    """What a provider did each time that it was at work."""

    _name = "despacho.enrichment.run"
    _description = "Work of a Provider of Enrichment"
    _order = "start desc, id desc"
    _rec_name = "start"

    provider_id = fields.Many2one(
        "despacho.enrichment.provider", required=True, readonly=True, index=True, ondelete="cascade"
    )
    start = fields.Datetime(readonly=True, default=fields.Datetime.now)
    end = fields.Datetime(readonly=True)
    asked = fields.Integer(string="Contacts asked about", readonly=True)
    found = fields.Integer(string="Values found", readonly=True)
    proposed = fields.Integer(readonly=True)
    accepted = fields.Integer(string="Accepted by itself", readonly=True)
    failed = fields.Integer(readonly=True)
    message = fields.Char(string="What happened", readonly=True)

    _KEPT_DAYS = 180

    @api.model
    def _get_fault_words(self):
        """Return {code of a fault of what a source gave: words}."""
        _ = self.env._
        return {
            "shape": _("answers that are none"),
            "stranger": _("data of contacts that nobody asked about"),
            "field": _("data that it does not give"),
            "type": _("values that make no sense"),
            "huge": _("values that are too long"),
            "date": _("impossible dates"),
            "confidence": _("impossible confidence"),
            "many": _("more answers than there can be"),
        }

    @api.autovacuum
    def _gc_runs(self):
        """Forget what was done half a year ago."""
        old = fields.Datetime.now() - timedelta(days=self._KEPT_DAYS)
        self.search([("start", "<", old)], limit=10000).unlink()
