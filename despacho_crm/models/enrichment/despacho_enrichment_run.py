from odoo import fields, models


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
