from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import profiles, shapes


class DespachoImportProfile(models.Model):
    """How the lists of one shape are read.

    Those that are learned come of themselves: whoever reviews a file whose columns they corrected leaves here
    what they said, and the next file of that shape is read so. The others come with the program: the lists
    that known programs write, and the templates to fill in.
    """

    _name = "despacho.import.profile"
    _description = "Known List"
    _order = "kind, name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [("learned", "Learned here"), ("program", "Of a known program"), ("template", "Template to fill in")],
        string="Where it is known from",
        required=True,
        default="learned",
        readonly=True,
    )
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company, readonly=True)
    target = fields.Selection("_selection_target", string="What its rows are", required=True, default="partner")
    source_kind = fields.Selection("_selection_source_kind", string="Where it comes from")
    rows_without_nif = fields.Selection("_selection_rows_without_nif", string="Rows without NIF")
    shape = fields.Selection("_selection_shape", string="Program", readonly=True)
    column_ids = fields.One2many("despacho.import.profile.column", "profile_id", string="Columns", copy=True)
    columns = fields.Json(
        string="What each column holds",
        compute="_compute_columns",
        help="{key of the title: field, '' when it is not imported}",
    )
    shape_key = fields.Char(compute="_compute_shape_key", store=True, index="btree_not_null")

    # How a file of this shape is read, where a person had to correct what was found.
    reading_corrected = fields.Boolean(readonly=True)
    file_type = fields.Selection("_selection_file_type", string="Kind of file", readonly=True)
    sheet = fields.Char()
    encoding = fields.Selection("_selection_encoding", string="Character set")
    delimiter = fields.Selection("_selection_delimiter", string="Column separator")
    header_row = fields.Integer(string="Row of the titles")
    no_header = fields.Boolean(string="Without titles", readonly=True)

    import_ids = fields.One2many("despacho.import", "profile_id", string="Files read so")
    import_count = fields.Integer(string="Files", compute="_compute_import_count")

    _program_uniq = models.UniqueIndex("(shape) WHERE kind = 'program'")
    _template_uniq = models.UniqueIndex("(target) WHERE kind = 'template'")
    _company_set = models.Constraint(
        "CHECK (kind <> 'learned' OR company_id IS NOT NULL)", "A list learned here is of one company."
    )

    def _get_selection(self, name):
        """Return the choices of the field ``name`` of an import."""
        return self.env["despacho.import"]._fields[name]._description_selection(self.env)

    def _selection_target(self):
        return self._get_selection("target")

    def _selection_source_kind(self):
        return self._get_selection("source_kind")

    def _selection_rows_without_nif(self):
        return self._get_selection("rows_without_nif")

    def _selection_shape(self):
        return self._get_selection("profile")

    def _selection_file_type(self):
        return self._get_selection("file_type")

    def _selection_encoding(self):
        return self._get_selection("encoding")

    def _selection_delimiter(self):
        return self._get_selection("delimiter")

    @api.depends("column_ids.header_key", "column_ids.field")
    def _compute_columns(self):
        for profile in self:
            profile.columns = {column.header_key: column.field or "" for column in profile.column_ids}

    @api.depends("column_ids.header_key", "no_header", "kind")
    def _compute_shape_key(self):
        for profile in self:
            keys = {column.header_key for column in profile.column_ids if column.header_key}
            known = profile.kind == "learned" and not profile.no_header
            profile.shape_key = (known and shapes.shape_key(keys)) or False

    @api.depends("import_ids")
    def _compute_import_count(self):
        counts = dict(
            self.env["despacho.import"]._read_group([("profile_id", "in", self.ids)], ["profile_id"], ["__count"])
        )
        for profile in self:
            profile.import_count = counts.get(profile._origin, 0)

    @api.depends("name", "kind", "shape", "target")
    @api.depends_context("lang")
    def _compute_display_name(self):
        programs, targets = dict(self._selection_shape()), dict(self._selection_target())
        for profile in self:
            if profile.kind == "program":
                profile.display_name = programs.get(profile.shape, profile.name)
            elif profile.kind == "template":
                profile.display_name = self.env._("Template: %(what)s", what=targets.get(profile.target, profile.name))
            else:
                profile.display_name = profile.name

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # What comes with the program is made by the program.
            for vals in vals_list:
                vals["kind"] = "learned"
                vals["company_id"] = vals.get("company_id") or self.env.company.id
        return super().create(vals_list)

    def write(self, vals):
        self._check_learned()
        if not self.env.su:
            vals = {name: value for name, value in vals.items() if name not in ("kind", "company_id")}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_known(self):
        self._check_learned()

    def _check_learned(self):
        if not self.env.su and any(profile.kind != "learned" for profile in self):
            raise UserError(
                self.env._(
                    "The lists of known programs and the templates come with the program: they stay as they are. "
                    "Correct the columns of a file of that shape when you import it, and it is learned."
                )
            )

    def action_view_imports(self):
        """Open the files that were read so."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm_import.despacho_import_action")
        return {**action, "name": self.display_name, "domain": [("profile_id", "=", self.id)]}

    # ------------------------------------------------------------
    # WHICH FILE IS OF WHICH LIST
    # ------------------------------------------------------------

    @api.model
    def _get_learned_domain(self, import_):
        """Return the domain of those that a file may be read as."""
        domain = Domain("kind", "=", "learned") & Domain("company_id", "=", import_.company_id.id)
        if import_.target != "partner":
            # Whoever says nothing says contacts.
            domain &= Domain("target", "=", import_.target)
        return domain & Domain("id", "not in", import_.declined_profile_ids.ids)

    def _pick_exact(self, import_, table):
        """Return the one of ``self`` with the very columns of ``table``, none when there is none."""
        keys = shapes.titles_of(table)
        if keys:
            wanted = shapes.shape_key(keys)
            return self.filtered(lambda one: one.shape_key == wanted)._pick_best(import_)
        headless = self.filtered("no_header")
        if not headless:
            return headless
        contents = shapes.contents_of(table)
        return headless.filtered(
            lambda one: shapes.same_places([column.content or "" for column in one.column_ids], contents)
        )._pick_best(import_)

    def _pick_alike(self, import_, table):
        """Return the one of ``self`` that has the most titles of ``table``, none when none has enough."""
        keys = shapes.titles_of(table)
        if not keys:
            return self.browse()
        alike = {
            one: shapes.overlap(keys, {column.header_key for column in one.column_ids if column.header_key})
            for one in self
            if not one.no_header
        }
        most = max(alike.values(), default=0)
        if most < shapes.ALIKE:
            return self.browse()
        return self.browse(one.id for one, part in alike.items() if part == most)._pick_best(import_)

    def _pick_best(self, import_):
        """Return the one of ``self``, lists of one shape, that a file most likely is."""
        name = shapes.proposed_name(import_.filename or "").casefold()

        def likeness(one):
            return (
                one.target == import_.target,
                one.source_kind == import_.source_kind,
                one.name.casefold() == name,
                max(one.import_ids.ids, default=0),
                one.id,
            )

        return max(self, key=likeness, default=self.browse())

    def _get_readings(self, table):
        """Return the ways in which files of this kind had to be read: options of ``reading.read_table``."""
        readings = []
        for one in self.filtered(lambda one: one.reading_corrected and one.file_type == table.kind):
            reading = {
                "sheet": one.sheet or None,
                "encoding": one.encoding or None,
                "delimiter": one.delimiter or None,
                "header_row": 0 if one.no_header else one.header_row or None,
            }
            if reading not in readings:
                readings.append(reading)
        return readings

    def _get_known_columns(self, table):
        """Return {key of the title: field} of a file of this list, ``table``; of none, nothing."""
        return shapes.carried_over(self.columns or {}, shapes.titles_of(table))

    # ------------------------------------------------------------
    # WHAT COMES WITH THE PROGRAM
    # ------------------------------------------------------------

    @api.model
    def _sync_known(self):
        """Have a record of each list of a known program, and of the template of each target."""
        known = self.search([("kind", "!=", "learned")]).grouped(lambda one: (one.kind, one.shape or one.target))
        for target, label in self._selection_target():
            if ("template", target) not in known:
                self.create({"kind": "template", "target": target, "name": label, "company_id": False})
        for code, profile in profiles.PROFILES.items():
            values = {
                "kind": "program",
                "shape": code,
                "name": code,
                "company_id": False,
                "target": "partner",
                "source_kind": profile.source,
            }
            record = known.get(("program", code)) or self.create(values)
            columns = [(column.header, column.field or "") for column in record.column_ids]
            titles = list(profiles.get_titles(profile))
            if columns != titles:
                record.column_ids.unlink()
                self.env["despacho.import.profile.column"].create(
                    [
                        {"profile_id": record.id, "sequence": place, "header": header, "field": field}
                        for place, (header, field) in enumerate(titles)
                    ]
                )
