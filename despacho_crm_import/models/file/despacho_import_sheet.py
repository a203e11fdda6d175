from odoo import fields, models


class DespachoImportSheet(models.Model):
    """A sheet of a workbook, so that a person may choose another one."""

    _name = "despacho.import.sheet"
    _description = "Sheet of an Imported File"
    _order = "sequence, id"

    import_id = fields.Many2one("despacho.import", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="import_id.company_id", store=True)
    sequence = fields.Integer()
    name = fields.Char(required=True)
