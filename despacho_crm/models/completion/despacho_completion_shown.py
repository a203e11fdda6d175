from odoo import api, fields, models


class DespachoCompletion(models.Model):
    """What makes a proposal doubtful, in words."""

    _inherit = "despacho.completion"

    doubt = fields.Char(string="Why a person has to look", compute="_compute_doubt")

    @api.depends_context("lang")
    @api.depends("source", "source_ref")
    def _compute_doubt(self):
        for source, rows in self.grouped("source").items():
            doubts = getattr(rows, f"_doubts_{source}", dict)()
            for row in rows:
                row.doubt = doubts.get(row.source_ref, False)

    def _doubts_base(self):
        """Return {number in the source: doubt in words}."""
        pairs = self.env["despacho.match.pair"].browse(self.mapped("source_ref"))
        labels = dict(pairs._fields["doubt"]._description_selection(self.env))
        return {pair.id: labels[pair.doubt] for pair in pairs if pair.doubt}
