"""Our import against Odoo's own on the same file: rows per second and queries per row.

    python tests/benchmarks/import.py DATABASE [ROWS...]

DATABASE: of a Spanish firm with the product. ROWS: 2000 and 10000 by default. ODOO_RC names
the configuration. Both work as the administrator, in one process, turn and turn about, and
everything is rolled back.

Odoo's import is ``execute_import`` of base_import, as its screen calls it (no history, 2,000
rows at a time); «with test» adds the trial run that its screen offers before, which is what
our review is. Ours is the whole way: upload, reading, columns, review with a verdict for each
row, application, origin of each value. What was created is counted when the clock has stopped.

Both arms have the product's own checks (NIF, uniqueness), and its short way past Odoo's check
of numbers, which spares base_import half of its queries: here it is as quick as in plain Odoo.
"""

import argparse
import base64
import csv
import gc
import io
import random
import statistics
import time

from stdnum.es import cif

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

#: Title in the file and field in Odoo's import.
COLUMNS = {
    "NIF": "vat",
    "Razón Social": "name",
    "Dirección": "street",
    "C.P.": "zip",
    "Población": "city",
    "Provincia": "state_id",
    "País": "country_id",
    "Teléfono": "phone",
    "E-mail": "email",
    "Sociedad": "is_company",
}
PLACES = [("28001", "Madrid", "Madrid"), ("41001", "Sevilla", "Sevilla"), ("47001", "Valladolid", "Valladolid")]
LOGIN = "admin"
ODOO_BATCH = 2000


def make_file(rows, seed=20240101):
    """Return the CSV of ``rows`` companies that are in no base, as bytes."""
    rng = random.Random(seed)
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(COLUMNS)
    for number in rng.sample(range(10**6, 10**7), rows):
        digits = f"{number:07d}"
        code, city, province = rng.choice(PLACES)
        writer.writerow(
            [
                f"ESB{digits}{cif.calc_check_digits('B' + digits)[0]}",
                f"Empresa {digits}, S.L.",
                f"Calle Mayor {number % 200 + 1}",
                code,
                city,
                province,
                "España",
                f"+34 9{number % 10}{number % 10} {digits[1:3]} {digits[3:5]} {digits[5:7]}",
                f"info@empresa{digits}.example",
                "1",
            ]
        )
    return buffer.getvalue().encode()


def run_odoo(env, content, dryrun=False):
    """Import with base_import as its screen does."""
    record = env["base_import.import"].create(
        {"res_model": "res.partner", "file": content, "file_name": "clientes.csv", "file_type": "text/csv"}
    )
    skip = 0
    while skip is not None:
        options = {
            "has_headers": True,
            "quoting": '"',
            "separator": ";",
            "encoding": "utf-8",
            "date_format": "",
            "datetime_format": "",
            "float_thousand_separator": ".",
            "float_decimal_separator": ",",
            "skip": skip,
            "limit": ODOO_BATCH,
        }
        result = record.with_context(tracking_disable=True, lang="es_ES").execute_import(
            list(COLUMNS.values()), list(COLUMNS), options, dryrun=dryrun
        )
        if result["messages"]:
            raise SystemExit(f"base_import refuses the file: {result['messages'][:3]}")
        skip = result.get("nextrow") or None


def run_odoo_with_test(env, content):
    run_odoo(env, content, dryrun=True)
    run_odoo(env, content)


def run_ours(env, content):
    record = env["despacho.import"].create(
        {"file": base64.b64encode(content), "filename": "clientes.csv", "source_kind": "billing"}
    )
    record.action_read()
    record.action_review()
    record.action_apply()


def measure(registry, run, content):
    """Return (seconds, queries, contacts created) of one run, rolled back."""
    with registry.cursor() as cr:
        try:
            env = api.Environment(cr, SUPERUSER_ID, {})
            user = env["res.users"].search([("login", "=", LOGIN)])
            env = api.Environment(cr, user.id, {"lang": user.lang, "tz": user.tz})
            before = env["res.partner"].search_count([])
            env.invalidate_all()
            gc.collect()
            queries, start = cr.sql_log_count, time.perf_counter()
            run(env, content)
            env.flush_all()
            seconds, queries = time.perf_counter() - start, cr.sql_log_count - queries
            return seconds, queries, env["res.partner"].search_count([]) - before
        finally:
            cr.rollback()
            registry.clear_all_caches()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("rows", nargs="*", type=int, default=[2000, 10000])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    odoo.tools.config.parse_config(["-d", arguments.database, "--log-level=critical"])
    registry = Registry(arguments.database)
    ways = {"base_import": run_odoo, "base_import with test": run_odoo_with_test, "despacho": run_ours}
    measure(registry, run_odoo, make_file(50))
    measure(registry, run_ours, make_file(50))
    print(f"{'':24}{'rows':>8}{'seconds':>10}{'rows/s':>10}{'queries/row':>14}{'ours is':>12}")
    for rows in arguments.rows:
        content = make_file(rows)
        figures = {name: [] for name in ways}
        for _round in range(arguments.rounds):
            for name, run in ways.items():
                seconds, queries, created = measure(registry, run, content)
                if created != rows:
                    raise SystemExit(f"{name}: {created} contacts of {rows} rows")
                figures[name].append((seconds, queries))
        ours = statistics.median(seconds for seconds, _queries in figures["despacho"])
        for name, found in figures.items():
            seconds = statistics.median(one for one, _queries in found)
            print(
                f"{name:24}{rows:>8}{seconds:>10.2f}{rows / seconds:>10.0f}{found[0][1] / rows:>14.2f}"
                f"{f'{seconds / ours:.2f} x faster' if name != 'despacho' else '':>16}"
            )


if __name__ == "__main__":
    main()
