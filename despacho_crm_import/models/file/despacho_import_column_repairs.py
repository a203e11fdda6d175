from odoo import api, fields, models

from ...tools import profiles, values

#: Columns whose values are put right one by one; those of others depend on the rest of the row.
_READ_ALONE = ("nif", "zip", "phone", "mobile", "email", "email2", "iban", "date", "employees", "turnover")

_BOTH = {"phone": ("mobile",), "mobile": ("phone",), "email": ("email2",)}


class DespachoImportColumn(models.Model):
    """Before anything is reviewed, what will be put right of the first values of a column."""

    _inherit = "despacho.import.column"

    repairs = fields.Char(string="As it will be", compute="_compute_repairs")

    @api.depends("samples", "field", "import_id.profile")
    @api.depends_context("lang")
    def _compute_repairs(self):
        labels = self.env["despacho.import.row"]._get_note_labels()
        for column in self:
            said = []
            for text in (column.samples or ()) if column.field in _READ_ALONE else ():
                said.append(column._get_repair(text, labels))
            column.repairs = " · ".join(filter(None, said))

    def _get_repair(self, text, labels):
        """Return what becomes of the value ``text``, '' when it stays as it is."""
        profile = profiles.PROFILES.get(self.import_id.profile)
        row = values.clean_row({self.field: text}, profile.context if profile else None)
        wrong = [note.code for note in row.notes if note.code.endswith("_invalid") and note.code in labels]
        if wrong:
            return f"{text}: {labels[wrong[0]]}"
        # A phone of the other kind is kept as such, and so is a second one.
        names = (self.field, *_BOTH.get(self.field, ()))
        found = " / ".join(str(row.values[name]) for name in names if row.values.get(name))
        return "" if found == text else found
