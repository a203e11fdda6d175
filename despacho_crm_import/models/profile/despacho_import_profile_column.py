from odoo import api, fields, models

from ...tools import headers


class DespachoImportProfileColumn(models.Model):
    """What a column of the lists of one shape holds."""

    _name = "despacho.import.profile.column"
    _description = "Column of a Known List"
    _order = "sequence, id"

    profile_id = fields.Many2one("despacho.import.profile", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="profile_id.company_id", store=True)
    sequence = fields.Integer()
    header = fields.Char(string="Title in the file", required=True)
    header_key = fields.Char(compute="_compute_header_key", store=True)
    field = fields.Selection("_selection_field", string="Is stored as")
    content = fields.Char(help="What its cells show by themselves: how files without titles are told apart.")
    offered = fields.Json(compute="_compute_offered")

    def _selection_field(self):
        return self.env["despacho.import.column"]._fields["field"]._description_selection(self.env)

    @api.depends("header")
    def _compute_header_key(self):
        for column in self:
            column.header_key = headers.header_key(column.header or "")

    @api.depends("profile_id.target")
    def _compute_offered(self):
        for column in self:
            target = column.profile_id.target or "partner"
            column.offered = list(self.env[f"despacho.import.{target}"]._get_fields())

    @api.model_create_multi
    def create(self, vals_list):
        columns = super().create(vals_list)
        columns.profile_id._check_learned()
        return columns

    def write(self, vals):
        self.profile_id._check_learned()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_known(self):
        self.profile_id._check_learned()
