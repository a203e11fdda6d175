from odoo import fields, models


class DespachoMergeLine(models.Model):
    """One value that a joining changed: enough to give it back."""

    _name = "despacho.merge.line"
    _description = "Journal of joined contacts"
    _log_access = False
    _order = "id"

    merge_id = fields.Many2one("despacho.merge", string="Joining", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(
        selection=[
            ("move", "Row that changed its contact"),
            ("link", "Link that changed its contact"),
            ("key", "Value of one company that changed its contact"),
            ("value", "Value"),
            ("sum", "Amount added"),
            ("insert", "Row added"),
            ("delete", "Row withdrawn"),
        ],
        required=True,
    )
    table_name = fields.Char(string="Table", required=True)
    res_id = fields.Integer(string="Row", index="btree_not_null")
    column_name = fields.Char(string="Column")
    before = fields.Json()
    after = fields.Json()
