from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE

from ...tools import bundle, profiles, reading


class DespachoImport(models.Model):
    """A file that holds several: a set of files, or a workbook with several sheets.

    Each part becomes an import of its own, with its columns, its review and its origin.
    """

    _inherit = "despacho.import"

    part_of = fields.Char(string="Came inside", readonly=True, copy=False)
    is_source_doubtful = fields.Boolean(compute="_compute_is_source_doubtful")
    other_sheet_count = fields.Integer(compute="_compute_other_sheet_count")
    trouble = fields.Char(string="What is wrong with it", readonly=True, copy=False)

    @api.depends("profile", "source_kind")
    def _compute_is_source_doubtful(self):
        for record in self:
            profile = profiles.PROFILES.get(record.profile)
            record.is_source_doubtful = bool(profile) and profile.source != record.source_kind

    @api.depends("sheet_ids")
    def _compute_other_sheet_count(self):
        for record in self:
            record.other_sheet_count = max(0, len(record.sheet_ids) - 1)

    @api.model
    def _get_limits(self):
        """Return how much of a file is read, as the settings say."""
        usual = reading.Limits()

        def number(name, default):
            # sudo: limits hold for whoever imports
            text = self.env["ir.config_parameter"].sudo().get_param(f"despacho_crm_import.{name}") or ""
            return int(text) if text.isdigit() and int(text) else default

        megabyte = 1024 * 1024
        size = number("file_megabytes", usual.size // megabyte) * megabyte
        return usual._replace(size=size, unpacked=2 * size, rows=number("file_rows", usual.rows))

    def action_read(self):
        """Read the file; of a set of files, each becomes an import of its own."""
        self._check_step("draft", "mapped")
        source = self._get_source()
        if not bundle.is_bundle(source):
            self.trouble = False
            return super().action_read()
        try:
            files = bundle.open_bundle(source, self._get_limits())
            if len(files) < 2:
                return super().action_read()
            name = self.filename
            others = self.create([self._prepare_part_values() for __ in files[1:]])
            parts = self | others
            for part, (filename, chunks) in zip([self, *others], files, strict=True):
                part.write({"filename": filename, "part_of": name})
                part._store_file(chunks())
        except reading.ReadError as error:
            raise UserError(self._get_read_error_message(error.code, error.details)) from error
        return parts._read_parts(self.env._("Files of %(name)s", name=name))

    def action_read_other_sheets(self):
        """Have each of the other sheets that hold a table as an import of its own."""
        self._check_step("mapped")
        names = self.sheet_ids.mapped("name")
        started = self.search(
            [
                ("file_hash", "=", self.file_hash),
                ("company_id", "=", self.company_id.id),
                ("target", "=", self.target),
                ("state", "not in", ("failed", "undone")),
            ]
        )
        left = [name for name in names if name not in started.sheet_id.mapped("name")]
        parts = self.create(
            [
                {
                    **self._prepare_part_values(),
                    "filename": self.filename,
                    "part_of": self.part_of,
                    "sheet_ids": [
                        Command.create({"sequence": sequence, "name": other}) for sequence, other in enumerate(names)
                    ],
                }
                for _name in left
            ]
        )
        source = self._get_source()
        for part in parts:
            part._store_file(source.chunks())
        for part, name in zip(parts, left, strict=True):
            part.with_context(import_reading=BY_CODE).sheet_id = part.sheet_ids.filtered(
                lambda one, name=name: one.name == name
            )
        action = parts._read_parts(self.env._("Sheets of %(name)s", name=self.name))
        empty = parts.filtered("trouble")
        (self | parts - empty)._set_apart_by_sheet()
        empty.unlink()
        action["domain"] = [("id", "in", (self | parts.exists()).ids)]
        return action

    def _set_apart_by_sheet(self):
        """Name the imports of one workbook by their sheets."""
        for record in self:
            record.name = f"{record.filename} · {record.sheet_id.name}"

    def _prepare_part_values(self):
        return {
            "target": self.target,
            "source_kind": self.source_kind,
            "source_date": self.source_date,
            "rows_without_nif": self.rows_without_nif,
            "company_id": self.company_id.id,
        }

    def _read_parts(self, title):
        """Read each import of ``self``; return the action that shows them, with what is wrong with each."""
        for part in self:
            try:
                with self.env.cr.savepoint():
                    part.action_read()
            except UserError as error:
                part.trouble = str(error)
                continue
            profile = profiles.PROFILES.get(part.profile)
            if profile:
                part.source_kind = profile.source
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm_import.despacho_import_action")
        return {
            **action,
            "display_name": title,
            "name": title,
            "domain": [("id", "in", self.ids)],
            "context": {"show_trouble": True},
            "target": "main",
        }

    def action_review_several(self):
        """Review each of the files chosen whose columns are known."""
        for record in self.filtered(lambda one: one.state == "mapped"):
            try:
                with self.env.cr.savepoint():
                    record.action_review()
                record.trouble = False
            except UserError as error:
                record.trouble = str(error)
        return True

    def action_apply_several(self):
        """Have each of the files chosen that was reviewed applied, one after another, by the scheduled job."""
        for record in self.filtered(lambda one: one.state == "reviewed"):
            record.state = "applying"
            record._leave_to_cron()
        return True
