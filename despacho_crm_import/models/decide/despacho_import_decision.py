from odoo import fields, models


class DespachoImportDecision(models.Model):
    """What was decided on many rows of a file at once, and how they were before: it can be taken back until applied."""

    _name = "despacho.import.decision"
    _description = "Decision on Many Rows of a File"
    _order = "id desc"
    _rec_name = "kind"

    import_id = fields.Many2one("despacho.import", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="import_id.company_id", store=True)
    kind = fields.Char(required=True, readonly=True, help="Of which rows: «ask», «certain», «change:phone»...")
    choice = fields.Char(required=True, readonly=True)
    count = fields.Integer(readonly=True)
    before = fields.Json(readonly=True, prefetch=False, help="[[values, ids of the rows that had them]]")
