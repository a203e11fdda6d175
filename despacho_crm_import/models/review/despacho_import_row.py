import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.despacho_crm.models.identity.by_code import is_by_code

from ..file.despacho_import import IN_HAND

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class DespachoImportRow(models.Model):
    """A row of the file while it waits, and the memory of what became of it.

    Texts for people are not stored but made of codes in the reader's language.
    There are many of these: no chatter, no access log, no stored computes.
    """

    _name = "despacho.import.row"
    _description = "Row of an Imported File"
    _order = "import_id, number, id"
    _rec_name = "name"
    _log_access = False

    # Found by the index below, whose first column it is.
    import_id = fields.Many2one("despacho.import", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True)
    number = fields.Integer(string="Row", aggregator=None, help="As the spreadsheet program numbers it.")
    cells = fields.Json(help="The texts of the file, in the order of the columns.", prefetch=False)
    cleaned = fields.Json(help="{field: clean value}")
    notes = fields.Json(help="[[code, field, old, new]]: what was repaired or found wrong.")
    name = fields.Char()
    nif_key = fields.Char(string="NIF")
    fingerprint = fields.Char(
        index="btree_not_null", help="Equal in equal rows: how a row with nothing but a name is found again."
    )
    verdict = fields.Selection(
        [
            ("create", "Create"),
            ("update", "Update"),
            ("no_nif", "Without NIF"),
            ("ask", "You decide"),
            ("same", "No change"),
            ("duplicate_in_file", "Repeated row"),
            ("rejected", "Rejected row"),
        ],
        string="What will happen",
    )
    reason_code = fields.Char()
    details = fields.Json(help="Details of the reason.")
    changes = fields.Json(help="{field: [old, new]}")
    kept = fields.Json(help="{field: [old, new, why]}: what the file says and is not taken.")
    reason = fields.Char(compute="_compute_reason")
    difference = fields.Char(string="Differences", compute="_compute_difference")
    detail_html = fields.Html(compute="_compute_detail_html", sanitize=False)
    cells_html = fields.Html(string="As it is in the file", compute="_compute_cells_html", sanitize=False)
    repairs = fields.Text(compute="_compute_repairs")
    included = fields.Boolean(string="Apply", help="Without this mark, nothing is done with the row.")
    can_include = fields.Boolean(compute="_compute_can_include")
    can_set_apart = fields.Boolean(compute="_compute_can_include")
    partner_id = fields.Many2one("res.partner", string="Contact", ondelete="set null", index="btree_not_null")
    partner_archived = fields.Boolean(compute="_compute_partner_archived")
    candidate_ids = fields.Many2many("res.partner", string="It may be", compute="_compute_candidate_ids")
    choice = fields.Selection(
        [("this", "It is that contact"), ("other", "It is another")],
        string="Your decision",
        readonly=True,
        help="What a person decided of a row that may be a contact of the base.",
    )
    can_choose = fields.Boolean(compute="_compute_can_choose")
    state = fields.Selection(
        [
            ("pending", "Not applied yet"),
            ("applied", "Applied"),
            ("skipped", "Left out"),
            ("error", "Failed"),
            ("undone", "Undone"),
        ],
        string="Result",
        default="pending",
        required=True,
    )
    error = fields.Text(help="What the base answered when the row was written.")
    # What it says is taken back with the rights of who undoes: only code writes it.
    effects = fields.Json(
        prefetch=False,
        copy=False,
        groups="base.group_system",
        help="What the row did in the base, in that order: see ``_mark_applied``.",
    )

    _import_state_idx = models.Index("(import_id, state, number)")

    @api.depends("verdict", "reason_code", "state", "nif_key")
    def _compute_can_include(self):
        for row in self:
            # With a NIF there is no other of the same.
            row.can_set_apart = row.state == "pending" and row.reason_code == "repeated" and not row.nif_key
            row.can_include = row.verdict in ("create", "update", "no_nif") or row.reason_code == "other_contact"

    @api.depends("verdict", "choice", "state")
    def _compute_can_choose(self):
        for row in self:
            row.can_choose = row.state == "pending" and (row.verdict == "ask" or bool(row.choice))

    @api.depends("details", "verdict")
    def _compute_candidate_ids(self):
        likely = {row: [one for one, __ in (row.details or {}).get("candidates", ())] for row in self}
        ids = {one for mine in likely.values() for one in mine}
        # A search, so that nobody sees here whom they may not read.
        known = (
            self.env["res.partner"].with_context(active_test=False).search([("id", "in", list(ids))]).ids if ids else ()
        )
        for row, mine in likely.items():
            row.candidate_ids = [one for one in mine if one in known]

    def write(self, vals):
        by_job = self.env.su or is_by_code(self.env, "despacho_import_applying")
        if not by_job and any(row.import_id.state in IN_HAND for row in self):
            # They are written with the rights of whoever had them applied as they were.
            raise UserError(
                self.env._("The rows are being applied at this moment. Stop the import before changing them.")
            )
        return super().write(vals)

    @api.model
    def _stage(self, vals_list):
        """Create rows, all with values for the same fields, in one statement: nothing of them is computed."""
        self.check_access("create")
        names = list(vals_list[0])
        columns = [self._to_column(name, [vals[name] for vals in vals_list]) for name in names]
        types = [SQL.identifier(self._fields[name].column_type[0]) for name in names]
        rows = self.env.execute_query(
            SQL(
                "INSERT INTO despacho_import_row (state, %s) SELECT 'pending', * FROM UNNEST(%s) RETURNING id",
                SQL(", ").join(map(SQL.identifier, names)),
                SQL(", ").join(SQL("%s::%s[]", *pair) for pair in zip(columns, types, strict=True)),
            )
        )
        staged = self.browse(row_id for (row_id,) in rows)
        for name in ("import_id", "company_id"):  # what the rules ask: else all would be read back
            self._fields[name]._insert_cache(staged, [vals[name] for vals in vals_list])
        staged.check_access("create")
        self.env["despacho.import"].invalidate_model(["row_ids"], flush=False)
        return staged

    def _peek(self, name):
        """Return the value of the field ``name`` of each row as it is held; nobody changes it.

        Odoo makes a copy of what is JSON whenever it is asked for.
        """
        field = self._fields[name]
        cache = field._get_cache(self.env)
        if any(row_id not in cache for row_id in self._ids):
            self._fetch_field(field)
        return [cache[row_id] for row_id in self._ids]

    def _to_column(self, name, values):
        """Return ``values`` of the field ``name`` as the database takes them."""
        field = self._fields[name]
        if field.type == "json":
            return [_encode(value) if value else None for value in values]
        return [field.convert_to_column_insert(value, self) for value in values]

    def _get_found(self):
        """Return [(id of a contact that the row may be, band, bits)], as the engine of the duplicates found them."""
        self.ensure_one()
        details = self.details or {}
        if self.reason_code == "matched":
            return [(self.partner_id.id, "certain", {"name": 0.1, **(details.get("bits") or {})})]
        # Several that are certain are none; who is certain has a name that agrees, be it a little.
        return [(partner_id, "review", bits) for partner_id, bits in details.get("candidates", ())]

    def action_include(self):
        """Have the rows applied, those without NIF included (they stay pending).

        What may be a contact of the base is not written until a person says whether it is.
        """
        self.filtered(lambda row: row.state == "pending" and row.can_include).included = True

    def action_set_apart(self):
        """Create a contact for a row taken for a repetition: a person knows that it is another."""
        rows = self.filtered("can_set_apart")
        for import_, mine in rows.grouped("import_id").items():
            import_._set_apart(mine)

    def action_is_this(self):
        """The rows are the contacts that they may be: update these."""
        rows = self.filtered(lambda row: row.can_choose and row.verdict == "ask" and row.partner_id)
        rows._choose("this")

    def action_is_other(self):
        """The rows are none of the contacts that they may be: create them."""
        self.filtered("can_choose")._choose("other")

    def action_ask_again(self):
        """Take the decision back."""
        self.filtered(lambda row: row.can_choose and row.choice)._choose(False)

    def _choose(self, choice):
        self._settle({"choice": choice})
        for import_, mine in self.grouped("import_id").items():
            import_._decide_again(mine)

    def action_exclude(self):
        """Leave the rows out."""
        self.filtered(lambda row: row.state == "pending").included = False

    def action_unarchive_partner(self):
        """Bring back the archived contacts that the rows are."""
        self.partner_id.filtered(lambda partner: not partner.active).action_unarchive()

    def action_open_partner(self):
        """Open the contact that the row became or matched."""
        self.ensure_one()
        return self.partner_id._get_records_action(context={})
