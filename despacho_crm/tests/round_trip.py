"""What Odoo's own export gives of a list, put back through Odoo's own import, as a secretary does it."""

import csv
import io

OPTIONS = {
    "has_headers": True,
    "quoting": '"',
    "separator": ",",
    "encoding": "utf-8",
    "date_format": "%Y-%m-%d",
    "datetime_format": "%Y-%m-%d %H:%M:%S",
    "float_thousand_separator": "",
    "float_decimal_separator": ".",
    "keep_matches": False,
    "import_skip_records": [],
    "import_set_empty_fields": [],
    "fallback_values": {},
    "name_create_enabled_fields": {},
}
#: What an import does not bring, and what says who wrote a row and when.
_APART = {"one2many", "binary", "properties", "properties_definition", "reference", "json", "many2one_reference"}
_MAGIC = {"write_date", "write_uid", "create_date", "create_uid", "__last_update"}


def columns(records, leave=()):
    """Return the names of the columns that Odoo offers of these records for a file that comes back."""
    offered = records.fields_get(attributes=["type", "readonly", "exportable"])
    return [
        name
        for name, field in sorted(offered.items())
        if not field.get("readonly")
        and field.get("exportable", True)
        and field["type"] not in _APART
        and name not in leave
        and records._fields[name].store
        and name != "id"
    ]


def kept(records):
    """Return what is in the base of these records and of how many there are."""
    records.env.flush_all()
    records.env.invalidate_all()
    names = [
        name
        for name, field in records._fields.items()
        if field.store and field.type not in ("binary", "one2many") and name not in _MAGIC
    ]
    return records.sudo().with_context(active_test=False, lang=None).search_count([]), records.sudo().read(names)


def by_external_id(records, leave=()):
    """Put back the file with external ids, as the option «import-compatible» gives it; return what is wrong of it."""
    heads = ["id", *(_head(records, name) for name in columns(records, leave))]
    rows = records.with_context(import_compat=True).export_data(heads)["datas"]
    result = records.browse().load(heads, [[_cell(value) for value in row] for row in rows])
    return [message["message"] for message in result["messages"]]


def by_labels(records, names):
    """Put back the file with labels above what the list shows, through the screen of the import."""
    labels = records.fields_get(names, attributes=["string"])
    heads = ["External ID", *(labels[name]["string"] for name in names)]
    rows = records.with_context(import_compat=False).export_data(["id", *names])["datas"]
    file = io.StringIO()
    csv.writer(file).writerows([heads, *([_cell(value) for value in row] for row in rows)])
    wizard = records.env["base_import.import"].create(
        {
            "res_model": records._name,
            "file": file.getvalue().encode(),
            "file_name": "list.csv",
            "file_type": "text/csv",
        }
    )
    preview = wizard.parse_preview(dict(OPTIONS))
    if preview.get("error"):
        return [preview["error"]]
    matches = {int(place): "/".join(path) for place, path in preview["matches"].items()}
    fields = [matches.get(place, False) for place in range(len(heads))]
    wrong = [f"{head}: no field" for head, field in zip(heads, fields, strict=True) if not field]
    result = wizard.execute_import(fields, heads, dict(OPTIONS))
    return wrong + [message["message"] for message in result["messages"]]


def _head(records, name):
    return f"{name}/id" if records._fields[name].relational else name


def _cell(value):
    if value is None or value is False:
        return ""
    return str(value)
