import base64
import codecs
import re

from markupsafe import Markup

from odoo import Command, api, models
from odoo.exceptions import UserError

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE

from ...tools import headers, reading

#: Rows looked at to recognise the columns, and values shown of each column.
SAMPLE_ROWS = 200
SAMPLE_VALUES = 3


class DespachoImport(models.Model):
    _inherit = "despacho.import"

    def _get_content(self):
        """Return the bytes of the file, b'' when there is none."""
        self.ensure_one()
        return base64.b64decode(self.with_context(bin_size=False).file or b"")

    def _read_table(self, **options):
        """Return the table in the file; what is wrong with it is said in words."""
        self.ensure_one()
        options = {
            "sheet": self.sheet_id.name or None,
            "header_row": 0 if self.no_header else self.header_row or None,
            "encoding": self.encoding or None,
            "delimiter": self.delimiter or None,
            "limits": self._get_limits(),
            **options,
        }
        try:
            return reading.read_table(self._get_source(), self.filename or "", **options)
        except reading.ReadError as error:
            raise UserError(self._get_read_error_message(error.code, error.details)) from error

    @api.model
    def _get_read_error_message(self, code, details):
        """Return what is wrong with the file, where, and what to do about it."""
        _ = self.env._

        def size(key):
            return _("%s MB", max(round((details.get(key) or 0) / 2**20), 1))

        messages = {
            "empty": lambda: _(
                "The file is empty. Open it in its program, check that it holds data, save it and upload it again."
            ),
            "no_header": lambda: _(
                "No row with the titles of the columns was found. "
                "Add a first row with titles such as «NIF», «Nombre», «Dirección», and upload the file again."
            ),
            "no_rows": lambda: _(
                "There are titles of columns, but not a single row of data below them. "
                "Check that it is the right file and the right sheet."
            ),
            "not_a_table": lambda: _(
                "This file is not a table%(found)s. Save the data as Excel, LibreOffice or CSV, and upload that file.",
                found=self._get_found_words(details.get("found")),
            ),
            "unreadable": lambda: _(
                "The file is damaged and cannot be opened. "
                "Open it in Excel or LibreOffice, save it with another name, and upload the new one."
            ),
            "truncated": lambda: _(
                "The file is incomplete: it ends before it should, as when a download is cut. "
                "Get it again from its program and upload it again."
            ),
            "encrypted": lambda: _(
                "The file is protected by a password. Open it, remove the password, save it and upload it again."
            ),
            "unreadable_encoding": lambda: _(
                "The letters of the file cannot be read. "
                "Choose another character set, or open the file in Excel and save it as an Excel workbook."
            ),
            "too_large": lambda: _(
                "The file is too large (%(size)s; at most %(limit)s). Split it in several files.",
                size=size("size"),
                limit=size("limit"),
            ),
            "zip_bomb": lambda: _(
                "Unpacked, the file would take %(size)s (at most %(limit)s). "
                "Open it in Excel, copy only the data to a new workbook, and upload that one.",
                size=size("size"),
                limit=size("limit"),
            ),
            "too_many_columns": lambda: _(
                "The sheet has %(columns)s columns (at most %(limit)s). "
                "Delete the columns that you do not need and upload the file again.",
                columns=details.get("columns"),
                limit=details.get("limit"),
            ),
            "too_many_rows": lambda: _(
                "The sheet has %(rows)s rows (at most %(limit)s). Split it in several files.",
                rows=details.get("rows"),
                limit=details.get("limit"),
            ),
            "no_such_sheet": lambda: _(
                "The file has no sheet named «%(sheet)s». Choose another sheet.", sheet=details.get("sheet")
            ),
            "several_files": lambda: _(
                "There are %(count)s files inside. Press «Read the file» to have each of them as an import of its own.",
                count=details.get("count"),
            ),
            "too_many_files": lambda: _(
                "There are %(count)s files inside (at most %(limit)s). Split them in several sets.",
                count=details.get("count"),
                limit=details.get("limit"),
            ),
            "unsafe_name": lambda: _(
                "One of the files inside is named «%(name)s», as if it were to be left elsewhere on the computer. "
                "Nothing was read: ask whoever sent it for the files one by one.",
                name=details.get("name"),
            ),
        }
        message = messages.get(code)
        return message() if message else _("The file cannot be read. Save it as Excel and upload it again.")

    @api.model
    def _get_found_words(self, found):
        """Return in words what a file that is no table is, '' when it is not known."""
        _ = self.env._
        words = {
            "pdf": _(": it is a PDF document"),
            "image": _(": it is a picture"),
            "compressed": _(": it is packed in a way other than ZIP"),
            "program": _(": it is a program"),
            "database": _(": it is a database"),
            "dbf": _(": it is a database"),
            "html": _(": it is a web page"),
            "calendar": _(": it is a calendar"),
            "docx": _(": it is a text document"),
            "odt": _(": it is a text document"),
            "doc": _(": it is a text document"),
            "rtf": _(": it is a text document"),
            "pptx": _(": it is a presentation"),
        }
        return words.get(found, "")

    def action_read(self):
        """Read the file and propose what each column is."""
        self._check_step("draft", "mapped")
        table, found, known = self._recognise()
        sample = table.rows[:SAMPLE_ROWS]
        guesses = headers.guess_mapping(
            table.headers,
            [cells for __, cells in sample],
            profile=known,
            shape=found and found.fields,
            target=self.target,
            fields=self._get_target()._get_fields(),
        )
        self.column_ids.unlink()
        self.with_context(import_reading=BY_CODE).write(
            {
                **self._prepare_reading_values(table),
                "state": "mapped",
                "profile": found.profile.code if found else False,
                "row_count": len(table.rows),
                "head": [[number, cells[:30]] for number, cells in table.head],
                "column_ids": [
                    Command.create(self._prepare_column_values(table, sample, position, guess))
                    for position, guess in enumerate(guesses)
                ],
            }
        )
        return True

    def _prepare_reading_values(self, table):
        sheets = self.sheet_ids
        if sheets.mapped("name") != list(table.sheets):
            sheets.unlink()
            sheets = sheets.create(
                [
                    {"import_id": self.id, "sequence": sequence, "name": name}
                    for sequence, name in enumerate(table.sheets)
                ]
            )
        encoding = ""
        if table.encoding:
            known = {codecs.lookup(name).name: name for name, __ in self._fields["encoding"].selection}
            encoding = known.get(codecs.lookup(table.encoding).name.removesuffix("-sig"), "")
        delimiters = dict(self._fields["delimiter"].selection)
        return {
            "file_type": table.kind,
            "sheet_id": sheets.filtered(lambda sheet: sheet.name == table.sheet)[:1].id,
            "encoding": encoding,
            "delimiter": table.delimiter if table.delimiter in delimiters else False,
            "header_row": table.header_row,
        }

    def _prepare_column_values(self, table, sample, position, guess):
        samples = []
        for __, cells in sample:
            cell = re.sub(r"\s+", " ", cells[position]).strip()[:60]
            if cell and cell not in samples:
                samples.append(cell)
            if len(samples) == SAMPLE_VALUES:
                break
        return {
            "index": table.indexes[position],
            "position": position,
            "header": guess.header,
            "header_key": headers.header_key(guess.header),
            "samples": samples,
            "field": guess.field or False,
            "guess": guess.field or False,
            "confidence": guess.confidence,
            "guess_reason": guess.reason or False,
        }

    @api.depends("head", "header_row")
    def _compute_head_html(self):
        for record in self:
            rows = []
            width = max((len(cells) for __, cells in record.head or []), default=0)
            for number, cells in record.head or []:
                is_header = number == record.header_row
                rows.append(
                    Markup('<tr class="%s"><th class="text-muted fw-normal">%s</th>%s</tr>')
                    % (
                        "table-info fw-bold" if is_header else "",
                        number,
                        Markup().join(
                            Markup('<td class="text-nowrap">%s</td>') % (cell or "")[:40]
                            for cell in [*cells, *[""] * (width - len(cells))]
                        ),
                    )
                )
            record.head_html = Markup(
                '<div class="o_despacho_head">'
                '<table class="table table-sm table-bordered mb-0" style="table-layout: auto">%s</table></div>'
            ) % Markup().join(rows)
