import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import verdict as verdict_tools

#: Corrections that make the file be read again.
READING_FIELDS = frozenset({"file", "filename", "sheet_id", "encoding", "delimiter", "header_row", "no_header"})


class DespachoImport(models.Model):
    """One file on its way into the base.

    The steps live each in a file of its own: reading (what the file holds),
    review (a verdict per row) and apply (what is written). What a row becomes is
    decided by pure functions in ``tools``; where it is looked up and written, by
    the target model (``_get_target``).
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
            ("reviewed", "Reviewed"),
            ("applying", "Applying"),
            ("done", "Done"),
            ("failed", "Failed"),
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
            ("vcard", "Address book of a telephone or a mail program"),
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

    # How many rows of each verdict, and what became of them.
    create_count = fields.Integer(string="New", compute="_compute_counts")
    update_count = fields.Integer(string="To update", compute="_compute_counts")
    same_count = fields.Integer(string="Already there", compute="_compute_counts")
    duplicate_count = fields.Integer(string="Repeated in the file", compute="_compute_counts")
    ask_count = fields.Integer(string="To decide", compute="_compute_counts")
    no_nif_count = fields.Integer(string="Without NIF", compute="_compute_counts")
    rejected_count = fields.Integer(string="Rejected", compute="_compute_counts")
    created_count = fields.Integer(string="Created", compute="_compute_counts")
    updated_count = fields.Integer(string="Updated", compute="_compute_counts")
    error_count = fields.Integer(string="Failed rows", compute="_compute_counts")
    pending_count = fields.Integer(string="Rows to apply", compute="_compute_counts")

    headline = fields.Char(compute="_compute_headline")

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

    @api.depends("state")
    def _compute_counts(self):
        counts = {
            (record, verdict, state, included): count
            for record, verdict, state, included, count in self.env["despacho.import.row"]._read_group(
                [("import_id", "in", self.ids)],
                ["import_id", "verdict", "state", "included"],
                ["__count"],
            )
        }
        created_kinds = ("create", "no_nif")
        for record in self:
            mine = [(key[1:], count) for key, count in counts.items() if key[0] == record._origin]

            def total(kinds=verdict_tools.KINDS, states=None, included=None, mine=mine):
                return sum(
                    count
                    for (verdict, state, included_), count in mine
                    if verdict in kinds
                    and (states is None or state in states)
                    and (included is None or included_ == included)
                )

            record.create_count = total(("create",))
            record.update_count = total(("update",))
            record.same_count = total(("same",))
            record.duplicate_count = total(("duplicate_in_file",))
            record.ask_count = total(("ask",))
            record.no_nif_count = total(("no_nif",))
            record.rejected_count = total(("rejected",))
            record.created_count = total(created_kinds, ("applied",))
            record.updated_count = total(("update",), ("applied",))
            record.error_count = total(states=("error",))
            record.pending_count = total((*created_kinds, "update"), ("pending",), included=True)

    @api.depends("state")
    @api.depends_context("lang")
    def _compute_headline(self):
        _ = self.env._
        for record in self:
            if record.state == "reviewed" and record.ask_count:
                record.headline = _(
                    "Rows that may be a contact of the base: %(asked)s. Decide on them before you apply; "
                    "those that you leave are not written. Rows that will be written: %(count)s.",
                    asked=record.ask_count,
                    count=record.pending_count,
                )
            elif record.state == "reviewed" and record.pending_count:
                record.headline = _(
                    "Rows that will be written when you press «Apply»: %(count)s. "
                    "See them below, and leave out those that you do not want.",
                    count=record.pending_count,
                )
            elif record.state == "reviewed":
                record.headline = _("There is nothing to apply: the base already has what this file says.")
            elif record.state == "applying":
                text = _("%(count)s rows remain. It goes on by itself: you can close this screen.")
                record.headline = text % {"count": record.pending_count}
            elif record.state == "done":
                record.headline = _(
                    "Contacts created: %(created)s. Contacts updated: %(updated)s.",
                    created=record.created_count,
                    updated=record.updated_count,
                )
                if record.no_nif_count and record.rows_without_nif == "queue":
                    record.headline += " " + _("Those without NIF wait under «NIF pending».")
            else:
                record.headline = False

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
        if READING_FIELDS & vals.keys() and not self.env.context.get("import_reading"):
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
        if any(record.state in ("applying", "done") for record in self):
            raise UserError(self.env._("An import that was applied stays: it tells where the data came from."))

    def _check_step(self, *states):
        """Refuse an action out of its turn, be it by RPC or by a stale screen."""
        self.ensure_one()
        if self.state not in states:
            raise UserError(
                self.env._("«%(name)s» has moved on meanwhile. Reload the page to see how it stands.", name=self.name)
            )

    def _get_target(self):
        """Return the model that looks up and writes what the rows become."""
        return self.env["despacho.import.partner"]

    def _get_row_action(self, name, domain=None, context=None):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm_import.despacho_import_row_action")
        action["display_name"] = name
        action["domain"] = [("import_id", "=", self.id), *(domain or [])]
        action["context"] = {"create": False, **(context or {})}
        return action

    def action_view_rows(self):
        """Open the rows; ``verdict`` or ``row_state`` in the context narrow them."""
        domain = []
        group = {"search_default_group_verdict": 1}
        if verdict := self.env.context.get("verdict"):
            domain, group = [("verdict", "=", verdict)], {"verdict": verdict}
        if state := self.env.context.get("row_state"):
            domain.append(("state", "=", state))
        return self._get_row_action(self.env._("Rows of %(name)s", name=self.name), domain, group)

    def action_view_partners(self):
        """Open the contacts that this import created or updated."""
        self.ensure_one()
        kinds = ("create", "no_nif") if self.env.context.get("created") else ("update",)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Contacts of %(name)s", name=self.name),
            "res_model": "res.partner",
            "view_mode": "list,form",
            "domain": [
                (
                    "despacho_import_row_ids",
                    "any",
                    [("import_id", "=", self.id), ("state", "=", "applied"), ("verdict", "in", kinds)],
                )
            ],
            "context": {"active_test": False},
        }
