from odoo.addons.web.controllers.export import CSVExport, ExcelExport, ExportXlsxWriter, GroupExportXlsxWriter

#: What spreadsheet programs take for the beginning of a formula, besides what Odoo knows already.
_FORMULAS = ("@", "\t", "\r")


class _TextWriter:
    """What is written is what it says: a text of the base that begins like a formula is none."""

    def write(self, row, column, cell_value, style=None):
        if isinstance(cell_value, str):
            return self.worksheet.write_string(row, column, cell_value, style)
        return super().write(row, column, cell_value, style)


class _ListWriter(_TextWriter, ExportXlsxWriter):
    pass


class _GroupWriter(_TextWriter, GroupExportXlsxWriter):
    pass


class SafeExcelExport(ExcelExport):
    """Lists as workbooks: names and notes come from files of others, and nobody's formula is computed."""

    def from_data(self, fields, columns_headers, rows):
        with _ListWriter(fields, columns_headers, len(rows)) as writer:
            for place, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    writer.write_cell(place, column, value)
        return writer.value

    def from_group_data(self, fields, columns_headers, groups):
        with _GroupWriter(fields, columns_headers, groups.count) as writer:
            row, column = 1, 0
            for name, group in groups.children.items():
                row, column = writer.write_group(row, column, name, group)
        return writer.value


class SafeCsvExport(CSVExport):
    """Lists as text: whatever begins like a formula gets the quote that Odoo gives to some."""

    def from_data(self, fields, columns_headers, rows):
        safe = [
            ["'" + value if isinstance(value, str) and value.startswith(_FORMULAS) else value for value in row]
            for row in rows
        ]
        return super().from_data(fields, columns_headers, safe)
