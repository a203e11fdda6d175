from odoo import api, fields, models


class DespachoQualityRecord(models.Model):
    """How good the record of a client or prospect was last night.

    A table of its own, written by the job in set SQL: contacts pay nothing for it, and invoicing does
    not see it.
    """

    _name = "despacho.quality.record"
    _description = "Quality of a record"
    _order = "score, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", string="Client or prospect", required=True, ondelete="cascade")
    user_id = fields.Many2one(related="partner_id.user_id", string="Looked after by")
    lifecycle = fields.Selection(related="partner_id.lifecycle")
    score = fields.Integer(string="Quality (0 to 100)", aggregator="avg")
    filled = fields.Integer(string="Completeness (0 to 100)", aggregator="avg")
    valid = fields.Integer(string="Validity (0 to 100)", aggregator="avg")
    fresh = fields.Integer(string="Up to date (0 to 100)", aggregator="avg")
    band = fields.Selection(
        [("4", "Good (80 or more)"), ("3", "Fair (60 to 79)"), ("2", "Poor (40 to 59)"), ("1", "Bad (under 40)")],
        string="How it is",
    )
    #: Ids of measures, the most useful first.
    gaps = fields.Json()
    passed = fields.Json()
    gap_usefulness = fields.Float(string="Usefulness of what is missing", digits=(8, 2), aggregator=None)
    missing = fields.Char(compute="_compute_missing")
    rated_on = fields.Date(readonly=True)

    _partner_uniq = models.UniqueIndex("(partner_id)", "The record of a client has one quality.")
    _rated_idx = models.Index("(rated_on, partner_id)")
    _gaps_idx = models.Index("USING gin (gaps jsonb_path_ops)")

    @api.depends("gaps")
    @api.depends_context("lang")
    def _compute_missing(self):
        words = self.env["despacho.quality.measure"]._words({one for record in self for one in record.gaps or ()})
        for record in self:
            record.missing = ", ".join(words[one] for one in record.gaps or () if one in words)

    def action_open_partner(self):
        """Open the sheet."""
        self.ensure_one()
        return self.partner_id._get_records_action(context={})


class DespachoQualityMeasure(models.Model):
    _inherit = "despacho.quality.measure"

    @api.model
    def _words(self, ids):
        """Return {id: how the sheet says that it is missing}."""
        return {measure.id: measure.missing_text for measure in self.browse(ids).exists()}
