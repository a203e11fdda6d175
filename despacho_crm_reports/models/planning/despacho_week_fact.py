from odoo import api, fields, models


class DespachoWeekFact(models.Model):
    """A figure of the week of a person, with the records that it counts."""

    _name = "despacho.week.fact"
    _description = "Figure of a week"
    _order = "date desc, week_id, sequence, id"

    week_id = fields.Many2one("despacho.week", required=True, index=True, ondelete="cascade", readonly=True)
    user_id = fields.Many2one(related="week_id.user_id", store=True, index=True, precompute=True, string="Person")
    company_id = fields.Many2one(related="week_id.company_id", store=True, index=True, precompute=True)
    date = fields.Date(related="week_id.date", store=True, index=True, precompute=True, string="Week of")
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(readonly=True, aggregator=None)
    kind = fields.Selection("_get_kinds", required=True, readonly=True, string="What")
    count = fields.Integer(string="Number", readonly=True)
    amount = fields.Monetary(readonly=True)
    record_ids = fields.Json(readonly=True)

    _one_of_each = models.UniqueIndex("(week_id, kind)")

    @api.model
    def _get_kinds(self):
        return [(code, kind.label) for code, kind in self.env["despacho.planning.facts"]._kinds().items()]

    @api.depends("kind", "count")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._get_kinds())
        for fact in self:
            fact.display_name = f"{labels.get(fact.kind, '')}: {fact.count}"

    def action_open(self):
        """Open what was counted."""
        self.ensure_one()
        self.check_access("read")
        return self.env["despacho.planning.facts"]._records_action(self.kind, [("id", "in", self.record_ids or [])])
