import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.despacho_crm.models.identity.by_code import is_by_code

#: States of a file that the job has in hand; those in which it writes go first.
WRITTEN = ("applying", "undoing")
IN_HAND = ("reviewing", *WRITTEN)
#: Corrections that make the file be read again.
READING_FIELDS = frozenset({"file", "filename", "sheet_id", "encoding", "delimiter", "header_row", "no_header"})


class DespachoImport(models.Model):
    """One file on its way into the base.

    The steps live each in a file of its own: reading (what the file holds),
    review (a verdict per row) and apply (what is written). What a row becomes is
    decided by pure functions in ``tools``; where it is looked up and written, by
    the target model (``_get_target``, see ``despacho.import.target``).
    """

    _name = "despacho.import"
    _description = "Import of a File"
    _inherit = ["mail.thread"]
    _order = "create_date desc, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True)
    file = fields.Binary(required=True, attachment=True)
    filename = fields.Char(string="File name")
    file_hash = fields.Char(
        compute="_compute_file_hash", store=True, index="btree_not_null", string="Fingerprint of the file"
    )
    same_file_id = fields.Many2one(
        "despacho.import", string="Same file imported before", compute="_compute_same_file_id"
    )
    source_kind = fields.Selection(
        [
            ("billing", "Invoicing program"),
            ("crm", "Another CRM"),
            ("agenda", "Agenda or address book"),
            ("list", "List of companies"),
        ],
        string="Where it comes from",
        required=True,
        tracking=True,
        help="When two sources disagree, invoicing prevails over another CRM, that over an agenda and "
        "that over a list. What a person typed is never replaced.",
    )
    source_date = fields.Date(
        string="Data as of",
        required=True,
        default=fields.Date.context_today,
        help="Between two files of the same kind, the later one prevails.",
    )
    rows_without_nif = fields.Selection(
        [
            ("queue", "Create them, with the NIF pending"),
            ("leave", "Leave them out"),
        ],
        string="Rows without NIF",
        required=True,
        default="queue",
    )
    state = fields.Selection(
        [
            ("draft", "File"),
            ("mapped", "Columns"),
            ("reviewing", "Reviewing"),
            ("reviewed", "Reviewed"),
            ("applying", "Applying"),
            ("stopped", "Stopped"),
            ("done", "Done"),
            ("failed", "Failed"),
            ("undoing", "Undoing"),
            ("undone", "Undone"),
        ],
        default="draft",
        required=True,
        tracking=True,
        copy=False,
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    user_id = fields.Many2one("res.users", string="Imported by", required=True, default=lambda self: self.env.user)
    applied_on = fields.Datetime(readonly=True, copy=False)

    # What was found in the file; all of it may be corrected and read again.
    file_type = fields.Selection(
        [
            ("csv", "Text (CSV)"),
            ("xlsx", "Excel"),
            ("xls", "Excel 97"),
            ("ods", "LibreOffice"),
            ("html", "Web page"),
            ("vcard", "Address book (vCard)"),
        ],
        string="Kind of file",
        readonly=True,
    )
    profile = fields.Selection(
        [
            ("holded", "Contacts of Holded"),
            ("factusol", "Customers of FactuSol"),
            ("contasol", "Customers of ContaSol"),
            ("contaplus", "Subaccounts of ContaPlus"),
            ("sage50", "Subaccounts of Sage 50"),
            ("subaccounts", "Subaccounts of an accounting program"),
            ("google", "Contacts of Google"),
            ("linkedin", "Connections of LinkedIn"),
            ("outlook", "Contacts of Outlook"),
            ("vcard", "Address book (vCard)"),
        ],
        string="Recognised",
        readonly=True,
        copy=False,
        help="The program that wrote the file, known by its columns.",
    )
    sheet_ids = fields.One2many("despacho.import.sheet", "import_id", string="Sheets", copy=False)
    sheet_id = fields.Many2one("despacho.import.sheet", string="Sheet", domain="[('import_id', '=', id)]", copy=False)
    encoding = fields.Selection(
        [
            ("utf-8", "Modern (accents of any language)"),
            ("cp1252", "Windows (Spanish)"),
            ("cp850", "Old programs (MS-DOS)"),
            ("utf-16", "Excel «Unicode text»"),
            ("iso8859-15", "Old Linux and web"),
            ("mac-roman", "Old Mac"),
        ],
        string="Character set",
        help="If accents and ñ look wrong below, try another one.",
    )
    delimiter = fields.Selection(
        [(";", "Semicolon ( ; )"), (",", "Comma ( , )"), ("\t", "Tab"), ("|", "Vertical bar ( | )")],
        string="Column separator",
        help="The sign that separates one column from the next.",
    )
    header_row = fields.Integer(
        string="Row of the titles",
        help="The number of the row that holds the titles of the columns. With 0 it is looked for.",
    )
    no_header = fields.Boolean(
        string="Without titles", help="The file has no row with titles: the first row is data already."
    )
    row_count = fields.Integer(string="Rows in the file", readonly=True, copy=False)
    head = fields.Json(copy=False)
    head_html = fields.Html(string="How the file begins", compute="_compute_head_html", sanitize=False)
    column_ids = fields.One2many("despacho.import.column", "import_id", copy=False)
    row_ids = fields.One2many("despacho.import.row", "import_id", copy=False)

    @api.depends("filename")
    def _compute_name(self):
        for record in self:
            record.name = record.filename or self.env._("New import")

    @api.depends("file")
    def _compute_file_hash(self):
        for record in self:
            content = record._get_content()
            record.file_hash = hashlib.sha256(content).hexdigest() if content else False

    @api.depends("file_hash", "state", "sheet_id")
    def _compute_same_file_id(self):
        earlier = self.search(
            [("file_hash", "in", self.mapped("file_hash")), ("state", "=", "done")], order="id desc"
        ).grouped("file_hash")
        for record in self:
            twins = earlier.get(record.file_hash, self.browse())
            record.same_file_id = twins.filtered(lambda twin, record=record: record._is_twin(twin))[:1]

    def _is_twin(self, other):
        """Whether ``other``, of the same file, is of the same sheet of it too."""
        sheets = {self.sheet_id.name, other.sheet_id.name} - {False}
        return other.id != self._origin.id and len(sheets) < 2

    @api.onchange(*READING_FIELDS)
    def _onchange_reading(self):
        """The columns shown no longer are those of the file: it must be read again."""
        if self.state == "mapped":
            self.state = "draft"

    @api.onchange("sheet_id")
    def _onchange_sheet_id(self):
        """Another sheet has its titles elsewhere."""
        self.header_row = 0

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals["state"] = "draft"
        return super().create(vals_list)

    def write(self, vals):
        if READING_FIELDS & vals.keys() and not is_by_code(self.env, "import_reading"):
            if any(record.state not in ("draft", "mapped") for record in self):
                raise UserError(
                    self.env._("This file has been reviewed already. Go back to the columns to read it otherwise.")
                )
            vals = {**self._get_reading_reset(vals), **vals, "state": "draft"}
        return super().write(vals)

    @api.model
    def _get_reading_reset(self, vals):
        """Return what has to be found out again when ``vals`` change the file or the sheet."""
        if "file" in vals:
            return {"sheet_id": False, "encoding": False, "delimiter": False, "header_row": 0}
        return {"header_row": 0} if "sheet_id" in vals else {}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_applied(self):
        written = self.env["despacho.import.row"].search_count(
            [("import_id", "in", self.ids), ("state", "=", "applied")], limit=1
        )
        if written or any(record.state in ("applying", "stopped", "done") for record in self):
            raise UserError(self.env._("An import that was applied stays: it tells where the data came from."))

    def _check_step(self, *states):
        """Refuse an action out of its turn, be it by RPC or by a stale screen."""
        self.ensure_one()
        if self.state not in states:
            raise UserError(
                self.env._("«%(name)s» has moved on meanwhile. Reload the page to see how it stands.", name=self.name)
            )
