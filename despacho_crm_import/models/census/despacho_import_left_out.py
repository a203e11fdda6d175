from odoo import api, models

#: Where what fits nowhere is kept, of what has such a place.
_NOTES = frozenset(("notes", "description"))
_CONTEXT = "despacho_import_left_out"


class DespachoImport(models.Model):
    """Companies of the census, and clients of an old billing program, get no notes: what fits nowhere is left out."""

    _inherit = "despacho.import"

    def _keeps_notes(self):
        """Whether what fits nowhere of a row is kept in the notes of what it becomes."""
        return not _NOTES.isdisjoint(self._get_target()._get_fields())


class DespachoImportColumn(models.Model):
    _inherit = "despacho.import.column"

    @api.depends("import_id.target")
    @api.depends_context("lang")
    def _compute_repairs(self):
        without = self.filtered(lambda column: column.import_id and not column.import_id._keeps_notes())
        super(DespachoImportColumn, without.with_context(**{_CONTEXT: True}))._compute_repairs()
        return super(DespachoImportColumn, self - without)._compute_repairs()


class DespachoImportRow(models.Model):
    """A row of these says of what does not fit that it is left out, and not that it is kept."""

    _inherit = "despacho.import.row"

    @api.depends("import_id.target")
    @api.depends_context("lang")
    def _compute_repairs(self):
        without = self.filtered(lambda row: not row.import_id._keeps_notes())
        super(DespachoImportRow, without.with_context(**{_CONTEXT: True}))._compute_repairs()
        return super(DespachoImportRow, self - without)._compute_repairs()

    @api.model
    def _get_note_labels(self):
        labels = super()._get_note_labels()
        if not self.env.context.get(_CONTEXT):
            return labels
        _ = self.env._
        return {
            **labels,
            "nif_invalid": _("is wrong; left out"),
            "zip_invalid": _("is not a postcode; left out"),
            "state_unknown": _("is not known; left out"),
            "country_unknown": _("is not known; left out"),
            "phone_split": _("there were several; one is kept"),
            "phone_text": _("the text beside the number is left out"),
            "phone_invalid": _("is not a phone number; left out"),
            "email_split": _("there were several; one is kept"),
            "email_text": _("the text beside the address is left out"),
            "email_invalid": _("is not an e-mail address; left out"),
            "website_invalid": _("is not a web page; left out"),
            "number_invalid": _("is not a number; left out"),
            "date_invalid": _("is not a date; left out"),
        }
