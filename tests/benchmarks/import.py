"""Our import against Odoo's own on the same file: rows per second and queries per row.

    python tests/benchmarks/import.py DATABASE [ROWS...] [--ours] [--growth] [--memory]

DATABASE: of a Spanish firm with the product. ROWS: 2000 and 10000 by default. ODOO_RC names
the configuration. Both work as the administrator, in one process, turn and turn about, and
everything is rolled back and the tables cleaned. ``--ours`` leaves Odoo out. ``--growth`` compares
what a row costs of CPU in a file of 100,000 rows with what it costs in one of 10,000. ``--memory``
tells the most memory that the process has, over what it had, while files of 10,000, 100,000 and
1,000,000 rows are read and reviewed, with NIF, some without and all without; each in a process of its own.

Seconds are of the clock, the median of the rounds; CPU is what this process and its connection to
a database on the same machine worked, which says more where the machine works for others too.

Odoo's import is ``execute_import`` of base_import, as its screen calls it (no history, 2,000
rows at a time); «with test» adds the trial run that its screen offers before, which is what
our review is. Ours is the whole way: upload, reading, columns, review with a verdict for each
row, application, origin of each value.

When the clock has stopped, what was created is counted and compared: each stored value of each
contact is the same, whichever way it came.

Both arms have the product's own checks (NIF, uniqueness), and its short way past Odoo's check
of numbers, which spares base_import half of its queries: here it is as quick as in plain Odoo.
"""

import argparse
import base64
import gc
import hashlib
import statistics
import subprocess
import sys
import time
from pathlib import Path

from import_file import COLUMNS, make_file
from import_memory import KINDS
from worked import worked

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import SQL

#: What differs in two contacts with the same values; that they are clients of the invoicing program only ours notes.
OWN = (
    "id",
    "create_date",
    "write_date",
    "create_uid",
    "write_uid",
    "calendar_last_notif_ack",
    "commercial_partner_id",
    "billed_elsewhere_on",
)
TABLES = ("res_partner", "despacho_import_row", "despacho_value_origin")
LOGIN = "admin"
ODOO_BATCH = 2000


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


def fingerprint(cr, before):
    """Return (number, digest) of the contacts above id ``before``, in the order of their NIF."""
    cr.execute(
        SQL(
            """
            SELECT COUNT(*), STRING_AGG(MD5((to_jsonb(partner) - %s)::text), '' ORDER BY vat),
                   BOOL_AND(commercial_partner_id = id)
              FROM res_partner partner WHERE id > %s
            """,
            list(OWN),
            before,
        )
    )
    count, digests, own = cr.fetchone()
    return count, hashlib.sha256(f"{digests} {own}".encode()).hexdigest()


def clean(registry):
    """Have every run find the tables as the first one does, without the rows that were rolled back."""
    with registry.cursor() as cr:
        cr.connection.rollback()
        cr.connection.autocommit = True
        for table in TABLES:
            cr.execute(SQL("VACUUM ANALYZE %s", SQL.identifier(table)))
        cr.connection.autocommit = False


def measure(registry, run, content):
    """Return (seconds, CPU, queries, fingerprint of what was created) of one run, rolled back."""
    clean(registry)
    with registry.cursor() as cr:
        try:
            env = api.Environment(cr, SUPERUSER_ID, {})
            user = env["res.users"].search([("login", "=", LOGIN)])
            env = api.Environment(cr, user.id, {"lang": user.lang, "tz": user.tz})
            before = env.execute_query(SQL("SELECT MAX(id) FROM res_partner"))[0][0]
            env.invalidate_all()
            gc.collect()
            queries, start, cpu = cr.sql_log_count, time.perf_counter(), worked(cr)
            run(env, content)
            env.flush_all()
            seconds, cpu, queries = time.perf_counter() - start, worked(cr) - cpu, cr.sql_log_count - queries
            return seconds, cpu, queries, fingerprint(cr, before)
        finally:
            cr.rollback()
            registry.clear_all_caches()


def compare_growth(registry, rounds, rows=(10_000, 100_000)):
    costs = []
    for count in rows:
        content = make_file(count)
        found = [measure(registry, run_ours, content) for _round in range(rounds if count < 50_000 else 1)]
        costs.append(statistics.median(cpu / count for _seconds, cpu, _queries, _mark in found))
        queries = found[0][2] / count
        print(f"despacho{count:>12} rows: {costs[-1] * 1000:.3f} ms of CPU and {queries:.3f} queries a row", flush=True)
    print(f"a row costs {costs[1] / costs[0]:.2f} times as much", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("rows", nargs="*", type=int, default=[2000, 10000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ours", action="store_true", help="without Odoo's own import")
    parser.add_argument("--growth", action="store_true", help="what a row costs in long files and in short ones")
    parser.add_argument("--memory", action="store_true", help="what memory the reading and the verdicts take")
    arguments = parser.parse_args()
    odoo.tools.config.parse_config(["-d", arguments.database, "--log-level=critical"])
    registry = Registry(arguments.database)
    ways = {} if arguments.ours else {"base_import": run_odoo, "base_import with test": run_odoo_with_test}
    ways["despacho"] = run_ours
    for run in {*ways.values()} - {run_odoo_with_test}:
        measure(registry, run, make_file(50))
    print(f"{'':24}{'rows':>8}{'seconds':>10}{'CPU':>8}{'rows/s':>8}{'ms/row':>8}{'queries/row':>13}{'ours is':>24}")
    for rows in arguments.rows:
        content = make_file(rows)
        figures, created = {name: [] for name in ways}, set()
        for _round in range(arguments.rounds):
            for name, run in ways.items():
                *figure, mark = measure(registry, run, content)
                created.add(mark)
                figures[name].append(figure)
                if mark[0] != rows or len(created) != 1:
                    raise SystemExit(f"{name}: {mark[0]} contacts of {rows} rows, or others than before")
        medians = {
            name: [statistics.median(column) for column in zip(*found, strict=True)] for name, found in figures.items()
        }
        ours = medians["despacho"]
        for name, (seconds, cpu, queries) in medians.items():
            times = f"{seconds / ours[0]:.2f} x faster ({cpu / ours[1]:.2f} CPU)" if name != "despacho" else ""
            print(
                f"{name:24}{rows:>8}{seconds:>10.2f}{cpu:>8.2f}{rows / seconds:>8.0f}{cpu / rows * 1000:>8.2f}"
                f"{queries / rows:>13.2f}{times:>28}",
                flush=True,
            )
    if arguments.growth:
        compare_growth(registry, arguments.rounds)
    if arguments.memory:
        clean(registry)
        script = Path(__file__).with_name("import_memory.py")
        for kind in KINDS:
            for rows in (10_000, 100_000, 1_000_000):
                subprocess.run([sys.executable, str(script), arguments.database, str(rows), kind], check=True)
                clean(registry)


if __name__ == "__main__":
    main()
