from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE, is_by_code

from ...tools import profiles, shapes
from ..file.despacho_import import READING_FIELDS

#: Rows shown above the header are its titles, when there are any.
_OF_FILE = frozenset(("file", "filename"))


class DespachoImport(models.Model):
    """What a person corrects is learned: the next file of that shape is read so."""

    _inherit = "despacho.import"

    profile_id = fields.Many2one(
        "despacho.import.profile",
        string="Read as",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        help="The list whose columns were explained before, that this file is one more of.",
    )
    profile_kind = fields.Selection(related="profile_id.kind")
    declined_profile_ids = fields.Many2many(
        "despacho.import.profile", "despacho_import_declined_profile", readonly=True, copy=False
    )
    reading_corrected = fields.Boolean(readonly=True, copy=False)

    def write(self, vals):
        if not is_by_code(self.env, "import_reading"):
            if _OF_FILE & vals.keys():
                vals = {"reading_corrected": False, "profile_id": False, **vals}
            elif READING_FIELDS & vals.keys():
                vals = {"reading_corrected": True, **vals}
        return super().write(vals)

    # ------------------------------------------------------------
    # READING
    # ------------------------------------------------------------

    def _recognise(self):
        """Return ``(table, shape, columns)`` of the file.

        ``shape``: ``profiles.Recognised`` of the program that wrote it, or None; ``columns``: {key of the
        title: field} of the known list that it is one of, which is noted.
        """
        table = self._read_table()
        found = profiles.recognise(table, self.filename or "")
        other, profile = self._find_profile(table, bool(found))
        if other is not table:
            table, found = other, profiles.recognise(other, self.filename or "")
        self.with_context(import_reading=BY_CODE).write(self._prepare_profile_values(profile))
        return table, found, profile._get_known_columns(table)

    def _find_profile(self, table, has_shape=False):
        """Return ``(table, profile)``: the list that the file is one of, and the file read as those are.

        ``has_shape``: the program that wrote it is known, so that a mere likeness says less.
        """
        self.ensure_one()
        Profile = self.env["despacho.import.profile"]
        learned = Profile.search(Profile._get_learned_domain(self))
        if not learned:
            return table, Profile._find_template(self, table)
        exact = learned._pick_exact(self, table)
        if exact:
            return table, exact
        template = Profile._find_template(self, table)
        if template:
            return table, template
        if not self.reading_corrected:
            for reading in self._get_other_readings(learned, table):
                try:
                    other = self._read_table(**reading)
                except UserError:
                    continue
                found = learned._pick_exact(self, other)
                if found:
                    return other, found
        return table, Profile if has_shape else learned._pick_alike(self, table)

    def _get_other_readings(self, learned, table):
        """Return the options with which the file may turn out to be one of ``learned``."""
        known = set(learned.mapped("shape_key")) - {False}
        places = [
            {"header_row": number}
            for number, cells in table.head
            if number != table.header_row and shapes.shape_key(shapes.keys_of(cells)) in known
        ]
        return [*places, *learned._get_readings(table)]

    def _prepare_profile_values(self, profile):
        """Return the values of an import whose file is one of the lists of ``profile``."""
        values = {"profile_id": profile.id}
        if profile and profile.target != self.target:
            values["target"] = profile.target
        if profile.kind == "learned":
            values["no_header"] = profile.no_header
            if profile.rows_without_nif and self.rows_without_nif == self._get_usual_rows_without_nif():
                values["rows_without_nif"] = profile.rows_without_nif
        return values

    def _prepare_column_values(self, table, sample, position, guess):
        values = super()._prepare_column_values(table, sample, position, guess)
        if not table.header_row and table.kind != "vcard":
            values["content"] = shapes.content_of([cells[position] for __, cells in sample[: shapes.SAMPLE]])
        if guess.reason == "profile" and self.profile_id.kind == "template":
            values["guess_reason"] = "template"
        return values

    @api.model
    def _get_usual_rows_without_nif(self):
        return self.default_get(["rows_without_nif"])["rows_without_nif"]

    @api.depends("profile_id.source_kind")
    def _compute_is_source_doubtful(self):
        result = super()._compute_is_source_doubtful()
        for record in self:
            known = record.profile_id.source_kind
            if known and record.profile_id.kind == "learned":
                record.is_source_doubtful = known != record.source_kind
        return result

    # ------------------------------------------------------------
    # LEARNING
    # ------------------------------------------------------------

    def action_review(self):
        """Stage the rows of the file; what was corrected of its columns is kept for the next of its shape."""
        result = super().action_review()
        self._learn_profile()
        return result

    def _learn_profile(self):
        """Make a known list of the file if a person corrected how it is read, or correct the one that it is."""
        self.ensure_one()
        if self.file_type == "vcard":
            return
        columns = [self._prepare_profile_column(column) for column in self.column_ids]
        profile = self.profile_id.filtered(lambda one: one.kind == "learned" and self._is_of(one))
        if profile:
            if profile.columns != {column.header_key: column.field or "" for column in self.column_ids}:
                profile.write({"column_ids": [Command.clear(), *map(Command.create, columns)]})
            if self.reading_corrected:
                profile.write(self._prepare_profile_reading())
            return
        corrected = self.reading_corrected or self.declined_profile_ids
        if not corrected and all((column.field or "") == (column.guess or "") for column in self.column_ids):
            return
        self.profile_id = self.env["despacho.import.profile"].create(
            {
                "name": self._propose_profile_name(),
                "company_id": self.company_id.id,
                "target": self.target,
                "source_kind": self.source_kind,
                "rows_without_nif": self.rows_without_nif,
                "shape": self.profile,
                "no_header": self._is_without_titles(),
                "column_ids": [Command.create(values) for values in columns],
                **self._prepare_profile_reading(),
            }
        )
        self.message_post(
            body=self.env._(
                "The columns as you corrected them were kept as «%(name)s»: the next file like this one is read so.",
                name=self.profile_id.name,
            )
        )

    def _is_without_titles(self):
        return self.no_header or not self.header_row

    def _is_of(self, profile):
        """Whether the file has the very columns of ``profile``."""
        return [column.header_key for column in profile.column_ids] == self.column_ids.mapped("header_key") or (
            not profile.no_header
            and profile.shape_key == shapes.shape_key(frozenset(self.column_ids.mapped("header_key")) - {""})
        )

    def _prepare_profile_column(self, column):
        return {
            "sequence": column.position,
            "header": column.header,
            "field": column.field,
            "content": column.content,
        }

    def _prepare_profile_reading(self):
        return {
            "reading_corrected": self.reading_corrected,
            "file_type": self.file_type,
            "sheet": self.sheet_id.name,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "header_row": self.header_row,
        }

    def _propose_profile_name(self):
        """Return a name for the lists of which this file is one, that no other has."""
        above = [cells for number, cells in self.head or [] if number < self.header_row]
        name = shapes.proposed_name(self.filename or "", above)
        kinds = dict(self._fields["source_kind"]._description_selection(self.env))
        name = name if sum(map(str.isalpha, name)) > 2 else kinds[self.source_kind]
        taken = set(
            self.env["despacho.import.profile"]
            .with_context(active_test=False)
            .search([("company_id", "=", self.company_id.id), ("kind", "=", "learned")])
            .mapped("name")
        )
        proposed, count = name, 1
        while proposed in taken:
            count += 1
            proposed = f"{name} ({count})"
        return proposed

    # ------------------------------------------------------------
    # WHAT A PERSON SAYS OF IT
    # ------------------------------------------------------------

    def action_decline_profile(self):
        """Read the file again, for it is none of the lists that it was taken for."""
        self._check_step("mapped")
        self.declined_profile_ids |= self.profile_id
        return self._read_otherwise()

    def action_forget_profile(self):
        """Have no file read so any more; the list stays among the archived ones."""
        self._check_step("mapped")
        self.profile_id._check_learned()
        self.profile_id.active = False
        return self._read_otherwise()

    def _read_otherwise(self):
        """Read the file as if it were of no known list."""
        values = {"profile_id": False}
        if not self.reading_corrected:
            values.update(encoding=False, delimiter=False, header_row=0, no_header=False)
        self.with_context(import_reading=BY_CODE).write(values)
        return self.action_read()

    def action_rename_profile(self):
        """Open what the list is called."""
        self.ensure_one()
        view = self.env.ref("despacho_crm_import.despacho_import_profile_view_form_name")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What is this list called?"),
            "res_model": "despacho.import.profile",
            "res_id": self.profile_id.id,
            "views": [(view.id, "form")],
            "target": "new",
        }


class DespachoImportColumn(models.Model):
    _inherit = "despacho.import.column"

    content = fields.Char(help="What its cells show by themselves.")
    guess_reason = fields.Selection(selection_add=[("template", "By the template")])
