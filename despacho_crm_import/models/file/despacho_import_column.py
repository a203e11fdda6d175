from odoo import api, fields, models

from ...tools import headers


class DespachoImportColumn(models.Model):
    _name = "despacho.import.column"
    _description = "Column of an Imported File"
    _order = "index, id"

    import_id = fields.Many2one("despacho.import", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="import_id.company_id", store=True)
    index = fields.Integer(help="Position in the file, from 0.")
    position = fields.Integer(help="Position among the columns that hold something, from 0.")
    letter = fields.Char(string="Column", compute="_compute_letter")
    header = fields.Char(string="Title in the file")
    header_key = fields.Char(index="btree_not_null")
    samples = fields.Json()
    samples_text = fields.Char(string="First values", compute="_compute_samples_text")
    field = fields.Selection("_selection_field", string="Is stored as")
    guess = fields.Char(help="What was recognised before a person corrected it.")
    confidence = fields.Float()
    guess_reason = fields.Selection(
        [
            ("header", "By its title"),
            ("content", "By its content"),
            ("profile", "As you corrected it last time"),
            ("shape", "By its program"),
        ],
        string="How it was recognised",
    )
    reason = fields.Char(string="How it was recognised (in words)", compute="_compute_reason")

    def _selection_field(self):
        labels = self._get_field_labels()
        return [(name, labels[name]) for name in headers.FIELDS]

    @api.model
    def _get_field_labels(self, names=()):
        """Return {name: label in the reader's language} of what a column may hold, and of those of ``names``."""
        _ = self.env._
        return {
            "nif": _("NIF"),
            "name": _("Name or company name"),
            "trade_name": _("Trade name"),
            "first_name": _("First name"),
            "last_name": _("Last name"),
            "contact_name": _("Contact person"),
            "function": _("Job position"),
            "kind": _("Company or person"),
            "street": _("Street"),
            "street2": _("Street (continued)"),
            "zip": _("Postcode"),
            "city": _("Town"),
            "state": _("Province"),
            "country": _("Country"),
            "phone": _("Phone"),
            "mobile": _("Mobile"),
            "email": _("E-mail"),
            "email2": _("Second e-mail"),
            "website": _("Web page"),
            "iban": _("Bank account (IBAN)"),
            "activity": _("Activity (CNAE or text)"),
            "employees": _("Employees"),
            "turnover": _("Turnover"),
            "tags": _("Tags"),
            "interests": _("Services of interest"),
            "date": _("Date of the record"),
            "source": _("Source"),
            "ref": _("Reference in the source"),
            "notes": _("Notes"),
            "subject": _("Subject"),
            "description": _("Message or description"),
            "medium": _("Medium (fair, web, telephone...)"),
            "campaign": _("Campaign or fair"),
            "expected_revenue": _("Expected revenue"),
            "year": _("Year"),
            "amount": _("Amount invoiced"),
            "service": _("Service"),
            "cnae": _("CNAE"),
            "cnae_year": _("Classification of the CNAE"),
            "legal_form": _("Legal form"),
            "founded": _("Founded on"),
        }

    @api.depends("index")
    def _compute_letter(self):
        for column in self:
            number, letters = column.index + 1, ""
            while number:
                number, rest = divmod(number - 1, 26)
                letters = chr(65 + rest) + letters
            column.letter = letters

    @api.depends("samples")
    def _compute_samples_text(self):
        for column in self:
            column.samples_text = " · ".join(column.samples or [])

    @api.depends("field", "guess", "guess_reason")
    @api.depends_context("lang")
    def _compute_reason(self):
        words = dict(self._fields["guess_reason"]._description_selection(self.env))
        for column in self:
            if (column.field or "") != (column.guess or ""):
                column.reason = self.env._("Chosen by you")
            elif not column.field:
                column.reason = self.env._("Not recognised: it is not imported")
            else:
                column.reason = words.get(column.guess_reason, "")
