from odoo import api, fields, models


class DespachoEnrichmentField(models.Model):
    """What becomes of what a provider says of one field."""

    _name = "despacho.enrichment.field"
    _description = "Field of a Provider of Enrichment"
    _order = "provider_id, id"
    _rec_name = "name"

    provider_id = fields.Many2one("despacho.enrichment.provider", required=True, index=True, ondelete="cascade")
    name = fields.Char(required=True, readonly=True)
    label = fields.Char(string="Datum", compute="_compute_label")
    accept = fields.Boolean(
        string="Accept by itself",
        help="What is blank is filled in, and what came from this provider is kept up to date, without asking. "
        "What a person typed stays in any case: the other value is proposed.",
    )

    _name_uniq = models.Constraint("UNIQUE (provider_id, name)", "The provider has that field already.")

    @api.depends("name")
    @api.depends_context("lang")
    def _compute_label(self):
        labels = self.env["despacho.value.origin.line"]._get_labels(set(self.mapped("name")))
        for line in self:
            line.label = labels.get(line.name, line.name)
