import io

import xlsxwriter

from odoo import api, fields, models
from odoo.exceptions import AccessError

#: The columns of the file, as far as each is known of contacts and the user may see it.
_COLUMNS = (
    *("complete_name", "nif_key", "legal_form", "street", "zip", "city", "state_id", "region_id"),
    *("phone", "email", "website", "cnae_id", "sector_id", "employees", "turnover", "profit", "size_class"),
    *("franchise_count", "establishment_count", "lifecycle", "temperature", "potential", "services_used_ids"),
    *("service_line_ids", "invoiced_12m", "last_invoice_date", "last_contact_date", "next_action_date"),
    *("preferred_channel", "discount_interest", "user_id", "category_id"),
)
_PERSON = ("name", "function", "phone", "email")
_BATCH = 500
#: A spreadsheet has no more rows.
_MOST = 1_000_000


class DespachoSegment(models.Model):
    """The file of a segment as a spreadsheet: one row for each of its members that the user sees."""

    _inherit = "despacho.segment"

    def action_file(self):
        """Download the file."""
        self.ensure_one()
        self._check_takes_away()
        return {"type": "ir.actions.act_url", "url": f"/despacho/segment/{self.id}/file", "target": "self"}

    def _check_takes_away(self):
        self.check_access("read")
        if not self.env.user.has_group("base.group_allow_export"):
            raise AccessError(
                self.env._("You may not take data of the firm away in a file: ask the administrator for it.")
            )

    def _file(self):
        """Return the spreadsheet as bytes, and note who took it away."""
        self.ensure_one()
        self._check_takes_away()
        ids = self._get_members()[:_MOST].ids
        partners = self.env["res.partner"]
        names = [
            name
            for name in _COLUMNS
            if name in partners._fields and partners._has_field_access(partners._fields[name], "read")
        ]
        labels = partners.fields_get([*names, *_PERSON], ["string", "selection"])
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True, "constant_memory": True}) as book:
            sheet = book.add_worksheet(self._sheet_name())
            styles = {
                "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
                "date": book.add_format({"num_format": "dd/mm/yyyy"}),
            }
            person = self.env._("Contact")
            head = [labels[name]["string"] for name in names]
            head += [person, *(f"{person}: {labels[name]['string']}" for name in _PERSON[1:])]
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, 0, 40)
            sheet.set_column(1, len(head) - 1, 18)
            for column, text in enumerate(head):
                sheet.write_string(0, column, text, styles["head"])
            row = 0
            for start in range(0, len(ids), _BATCH):
                for values in self._file_rows(partners.browse(ids[start : start + _BATCH]), names, labels):
                    row += 1
                    for column, value in enumerate(values):
                        self._write_cell(sheet, row, column, value, styles)
                self.env.invalidate_all(flush=False)
        self.message_post(body=self.env._("The file was downloaded: %(count)s contacts.", count=len(ids)))
        return stream.getvalue()

    @api.model
    def _file_rows(self, partners, names, labels):
        """Yield the values of each contact, and of the first person of each company."""
        people = partners.search(
            [("parent_id", "in", partners.ids), ("type", "=", "contact"), ("is_company", "=", False)], order="id"
        ).grouped("parent_id")
        for partner in partners:
            yield [
                *(self._file_value(partner, name, labels) for name in names),
                *(self._file_value(people.get(partner, partners.browse())[:1], name, labels) for name in _PERSON),
            ]

    @api.model
    def _file_value(self, record, name, labels):
        field, value = record._fields[name], record[name]
        if field.type == "selection":
            return dict(labels[name]["selection"]).get(value, "")
        if field.relational:
            return ", ".join(value.mapped("display_name"))
        if field.type in ("integer", "float", "monetary"):
            return value
        return value or ""

    @api.model
    def _write_cell(self, sheet, row, column, value, styles):
        """What begins with «=» is text, as all text is."""
        if value == "" or value is False:
            return
        if isinstance(value, str):
            sheet.write_string(row, column, value)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value)
        else:
            sheet.write_datetime(row, column, fields.Datetime.to_datetime(value), styles["date"])

    def _sheet_name(self):
        """Return the segment's name as a spreadsheet takes it."""
        return "".join(" " if char in "[]:*?/\\'" else char for char in self.name)[:31].strip() or "1"
