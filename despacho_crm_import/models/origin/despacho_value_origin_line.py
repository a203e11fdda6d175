from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.figures import FIGURES, undated
from ..target.despacho_import_partner import ASSUMED


class DespachoValueOriginLine(models.Model):
    """Of values that came in a file: which file, which row, when and by whom."""

    _inherit = "despacho.value.origin.line"
    _order = "date desc, import_id desc, partner_id, id"

    import_id = fields.Many2one("despacho.import", string="File", readonly=True)
    row_number = fields.Integer(string="Row", readonly=True, aggregator=None)
    user_id = fields.Many2one("res.users", string="Imported by", readonly=True)
    applied_on = fields.Datetime(string="Imported on", readonly=True)

    @api.model
    def _selection_source(self):
        kinds = self.env["despacho.import"]._fields["source_kind"]._description_selection(self.env)
        assumed = ASSUMED, self.env._("Assumed, as that of the firm")
        return [*kinds, assumed, *super()._selection_source()]

    @api.model
    def _columns_sql(self):
        file_columns = SQL(
            """
            file.id AS import_id, COALESCE((stamp ->> 'row')::integer, 0) AS row_number,
            file.user_id, file.applied_on
            """
        )
        return [*super()._columns_sql(), file_columns]

    @api.model
    def _from_sql(self):
        return SQL(
            "%s LEFT JOIN despacho_import file ON file.id = (stamp ->> 'import_id')::integer", super()._from_sql()
        )

    @api.model
    def _get_labels(self, names):
        """Call what columns bring as they are called where columns are chosen."""
        columns = self.env["despacho.import.column"]._get_field_labels(names)
        return {**super()._get_labels(names), **{name: columns[name] for name in names if name in columns}}

    @api.model
    def _get_shown(self, pairs):
        """Write the figures of companies as people do."""
        rows, shown = self.env["despacho.import.row"], super()._get_shown(pairs)
        for name, stored in pairs:
            if name and stored and (field := undated(name)[0]) in FIGURES:
                shown[name, stored] = rows._to_text(field, float(stored), {})
        return shown

    def action_open(self):
        """Open the file that the value came in."""
        self.ensure_one()
        return self.import_id.get_formview_action() if self.import_id else super().action_open()
