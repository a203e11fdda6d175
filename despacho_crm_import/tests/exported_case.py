"""Lists as Odoo's own screen of exports gives them."""

import csv
import io
from types import SimpleNamespace
from unittest.mock import patch

from odoo.addons.web.controllers import export

from .common import ImportCase


class ExportedCase(ImportCase):
    """`export` gives a file, `edit` changes cells of it, `bring` reviews it."""

    def export(self, records, paths, compatible=True, lang="es_ES", kind="xlsx"):
        """Return (name of the file, bytes) as Odoo's own screen of exports gives them."""
        records = records.with_context(import_compat=compatible, lang=lang)
        rows = records.export_data(list(paths))["datas"]
        headers = list(paths) if compatible else [self.label(records, path) for path in paths]
        name = f"Contacto ({records._name})"
        if kind == "csv":
            return f"{name}.csv", export.CSVExport().from_data([], headers, rows).encode()
        fields = [{"type": self.type(records, path), "name": path} for path in paths]
        request = SimpleNamespace(env=self.env)
        with (
            patch.object(export, "request", request),
            export.ExportXlsxWriter(fields, headers, len(rows)) as writer,
        ):
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    writer.write_cell(number + 1, place, cell)
        return f"{name}.xlsx", writer.value

    @staticmethod
    def type(records, path):
        field = records._fields.get(path.split("/")[0])
        return field.type if field else "integer"

    def label(self, records, path):
        labels = []
        for name in path.split("/"):
            if name == "id":
                labels.append("ID externo" if records.env.lang == "es_ES" else "External ID")
            else:
                name = "id" if name == ".id" else name
                labels.append(records.fields_get([name], ["string"])[name]["string"])
                records = records[name] if records._fields[name].relational else records
        return "/".join(labels)

    def bring(self, exported, **values):
        filename, content = exported
        return self.review(content, "list", filename=values.pop("filename", filename), **values)

    def edit(self, exported, old, new):
        filename, content = exported
        rows = list(csv.reader(io.StringIO(content.decode())))
        rows = [[new if cell == old else cell for cell in row] for row in rows]
        buffer = io.StringIO()
        csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows(rows)
        return filename, buffer.getvalue().encode()
