"""Columns that are recognised in files as firms have them, by our import and by Odoo's own.

    python tests/benchmarks/import_recognition.py DATABASE [--all]

DATABASE: of a Spanish firm with the product. ODOO_RC names the configuration. The files are those of
``tests/messy.py`` and of ``tests/import_shapes.py``; what each column is, is written there beside them.

Odoo's import is what its screen proposes when a file is chosen (``parse_preview`` of base_import), without
a correction; ours is what is proposed by «Read the file». A column is right when it is proposed for
what it holds, or for nothing when it holds nothing of use. «For Odoo's fields» leaves out the columns
for which contacts of Odoo have no field of their own. ``--all`` tells each column that is not right.
"""

import argparse
import base64
import importlib.util
import sys
from collections import Counter
from pathlib import Path

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry

TESTS = Path(__file__).resolve().parents[1]
#: Field of ours: those of Odoo's contacts that hold the same.
SAME = {
    "nif": {"vat"},
    "name": {"name", "parent_id", "complete_name", "display_name"},
    "contact_name": {"child_ids/name"},
    "function": {"function"},
    "kind": {"is_company", "company_type"},
    "street": {"street"},
    "street2": {"street2"},
    "zip": {"zip"},
    "city": {"city"},
    "state": {"state_id"},
    "country": {"country_id"},
    "phone": {"phone"},
    "mobile": {"mobile", "phone"},
    "email": {"email"},
    "website": {"website"},
    "iban": {"bank_ids", "bank_ids/acc_number"},
    "activity": {"industry_id"},
    "tags": {"category_id"},
    "ref": {"ref"},
    "notes": {"comment"},
    "first_name": {"name"},
    "last_name": {"name"},
}
_MIME = {
    "csv": "text/csv",
    "txt": "text/csv",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "vcf": "text/vcard",
    "zip": "application/zip",
}


def load(name):
    sys.path.insert(0, str(TESTS))
    spec = importlib.util.spec_from_file_location(name, TESTS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def by_ours(env, filename, content):
    """Return ({title: field or ''}, program that was recognised)."""
    record = env["despacho.import"].create(
        {"file": base64.b64encode(content), "filename": filename, "source_kind": "agenda"}
    )
    try:
        record.action_read()
    except UserError:
        return {}, ""
    return {column.header: column.field or "" for column in record.column_ids}, record.profile


def by_odoo(env, filename, content):
    """Return {title: field of contacts or ''}."""
    kind = filename.rpartition(".")[2].lower()
    record = env["base_import.import"].create(
        {
            "res_model": "res.partner",
            "file": content,
            "file_name": filename,
            "file_type": _MIME.get(kind, "text/csv"),
        }
    )
    options = {"has_headers": True, "quoting": '"', "separator": "", "encoding": "", "advanced": True, "sheet": ""}
    with env.cr.savepoint():
        preview = record.parse_preview(options)
    if preview.get("error"):
        return {}
    matches = preview.get("matches") or {}
    return {
        " ".join(title.split()): "/".join(matches.get(place) or ())
        for place, title in enumerate(preview.get("headers") or ())
    }


def is_right(wanted, proposed):
    return proposed in SAME.get(wanted, ()) if wanted else not proposed


def share(right, total):
    return f"{right} / {total} ({right / total:.1%})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--all", action="store_true", help="tell each column that is not right")
    arguments = parser.parse_args()
    odoo.tools.config.parse_config(["-d", arguments.database, "--log-level=critical"])
    counts = Counter()
    with Registry(arguments.database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {"lang": "es_ES"})
        files = load("messy").FILES
        for name, file in files.items():
            ours, _program = by_ours(env, file.filename, file.content)
            theirs = by_odoo(env, file.filename, file.content)
            for title, wanted in file.columns.items():
                counts["columns"] += 1
                right = ours.get(title) == wanted
                counts["ours"] += right
                held = title in theirs and is_right(wanted, theirs[title])
                counts["odoo"] += held
                if wanted in SAME or not wanted:
                    counts["columns held"] += 1
                    counts["ours held"] += right
                    counts["odoo held"] += held
                if arguments.all and not right:
                    print(f"{name}: «{title}» is {wanted or 'nothing'}, taken for {ours.get(title, 'not there')}")
            counts["files"] += 1
            counts["ours whole"] += all(ours.get(title) == wanted for title, wanted in file.columns.items())
            counts["odoo whole"] += all(
                title in theirs and is_right(wanted, theirs[title]) for title, wanted in file.columns.items()
            )
        cr.rollback()
    print(f"{'':14}{'columns right':>22}{'for Odoo’s fields':>22}{'files without a mistake':>26}")
    for name in ("odoo", "ours"):
        shares = [
            share(counts[name], counts["columns"]),
            share(counts[f"{name} held"], counts["columns held"]),
            share(counts[f"{name} whole"], counts["files"]),
        ]
        title = "base_import" if name == "odoo" else "despacho"
        print(f"{title:14}{shares[0]:>22}{shares[1]:>22}{shares[2]:>26}")


if __name__ == "__main__":
    main()
