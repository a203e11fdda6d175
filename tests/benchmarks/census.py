"""How long the census takes to load, and how quickly it answers then.

    python tests/benchmarks/census.py DATABASE [--rows 1000000] [--keep] [--again]

DATABASE: of a Spanish firm with the product, of one's own: the rows stay in it until the end, for each batch is
stored as it comes. ODOO_RC names the configuration.

It writes a file of generated companies as lists are sold (numbers of postcodes without their zero, provinces in
any of their names, phones together, a wrong NIF in each 500 rows), brings it the way that a person does (upload,
reading, columns, review, application by the job), and says of each step the seconds of the clock, those that this
process and its connection to the database worked, and the most memory that it took. Then it asks the census what
people ask: a NIF, words of a name, who there is of an activity in a province and a size, the first page of the list.

Beside it, in the same run and on the same rows: plain COPY into a table without indexes, which is the least that
any way takes; and Odoo's own import on a sample of them. ``--again`` brings the file a second time, when nothing
changes; ``--keep`` leaves the rows.
"""

import argparse
import base64
import csv
import itertools
import tempfile
from pathlib import Path

from census_ask import ask
from census_file import HEADER, make_file
from worked import Measured

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import SQL


def tell(label, measured, rows):
    print(
        f"{label:34}{measured.seconds:>9.1f}{measured.cpu:>9.1f}{rows / measured.seconds:>10.0f}"
        f"{measured.cpu / rows * 1e6:>10.1f}{measured.memory:>9.0f}",
        flush=True,
    )


def bring(cr, path, rows, again=False):
    """Bring the file as a person does; return the id of the import."""

    def env():
        one = api.Environment(cr, SUPERUSER_ID, {})
        user = one["res.users"].search([("login", "=", "admin")])
        return api.Environment(cr, user.id, {"lang": user.lang, "tz": user.tz})

    suffix = ", again" if again else ""
    with Measured(cr) as measured:
        content = base64.b64encode(path.read_bytes())
        record = env()["despacho.import"].create(
            {"file": content, "filename": "censo.csv", "source_kind": "list", "target": "census"}
        )
        import_id = record.id
        del content, record
        cr.commit()
    tell("upload" + suffix, measured, rows)
    for label, step in (("columns", "action_read"), ("review", "action_review")):
        with Measured(cr) as measured:
            getattr(env()["despacho.import"].browse(import_id), step)()
            cr.commit()
        tell(label + suffix, measured, rows)
    with Measured(cr) as measured:
        one = env()
        record = one["despacho.import"].browse(import_id)
        record.state = "applying"
        record._leave_to_cron()
        cr.commit()
        api.Environment(cr, SUPERUSER_ID, {})["despacho.import"]._cron_apply()
        cr.commit()
    tell("application" + suffix, measured, rows)
    record = env()["despacho.import"].browse(import_id)
    record.invalidate_recordset()
    print(f"    {record.state}: {record.census_counts}", flush=True)
    if record.state != "done":
        raise SystemExit("it was not applied")
    return import_id


def copy_only(cr, path, rows):
    """Load the texts of the file as they are, into a table without indexes."""
    columns = ", ".join(f"c{place} text" for place in range(len(HEADER)))
    cr.execute(f"CREATE TABLE census_floor ({columns})")
    with Measured(cr) as measured, path.open("rb") as stream:
        cr.copy_expert(
            "COPY census_floor FROM STDIN WITH (FORMAT csv, DELIMITER ';', HEADER, ENCODING 'WIN1252')",
            stream,
            size=1 << 16,
        )
        cr.commit()
    tell("plain COPY, nothing looked at", measured, rows)
    cr.execute("DROP TABLE census_floor")
    cr.commit()


def load_by_odoo(cr, path, rows):
    """Have Odoo load the first rows of the file, and roll back."""
    with path.open(encoding="cp1252", newline="") as stream:
        lines = list(itertools.islice(csv.reader(stream, delimiter=";"), 1, rows + 1))
    lines = [[line[0].replace("-", ""), line[1], line[2], line[3], line[4], line[6], line[8]] for line in lines]
    names = ["nif_key", "name", "street", "zip", "city", "cnae", "employees"]
    env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True, "import_file": True})
    cr.execute("DELETE FROM despacho_census_company WHERE nif_key = ANY(%s)", [[line[0] for line in lines]])
    with Measured(cr) as measured:
        result = env["despacho.census.company"].load(names, lines)
        env.flush_all()
    cr.rollback()
    if not result["ids"]:
        raise SystemExit(result["messages"][:3])
    tell(f"Odoo's own import, {rows} rows", measured, rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--again", action="store_true", help="bring the file a second time")
    parser.add_argument("--keep", action="store_true", help="leave the rows")
    parser.add_argument("--only-ask", action="store_true", help="of the rows that were left")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    arguments = parser.parse_args()
    odoo.tools.config.parse_config(["-d", arguments.database, "--log-level=critical"])
    registry = Registry(arguments.database)
    rows, path = arguments.rows, arguments.folder / f"census_{arguments.rows}.csv"
    with registry.cursor() as cr:
        if not arguments.only_ask:
            parameters = api.Environment(cr, SUPERUSER_ID, {})["ir.config_parameter"]
            parameters.set_param("despacho_crm_import.file_rows", str(rows + 1000))
            parameters.set_param("despacho_crm_import.file_megabytes", "2048")
            cr.commit()
            make_file(path, rows)
            print(f"{path.stat().st_size / 2**20:.0f} MB, {rows} rows")
            print(f"{'':34}{'seconds':>9}{'CPU':>9}{'rows/s':>10}{'CPU us':>10}{'MB more':>9}")
            copy_only(cr, path, rows)
            imports = [bring(cr, path, rows)]
            if arguments.again:
                imports.append(bring(cr, path, rows, again=True))
            load_by_odoo(cr, path, min(rows, 2000))
        cr.connection.rollback()
        cr.connection.autocommit = True
        cr.execute(SQL("VACUUM ANALYZE despacho_census_company"))
        cr.connection.autocommit = False
        ask(cr, arguments.rounds)
        cr.execute("SELECT pg_size_pretty(pg_total_relation_size('despacho_census_company'))")
        print("\nthe census takes", cr.fetchone()[0])
        if not arguments.keep:
            cr.execute("TRUNCATE despacho_census_company CASCADE")
            cr.commit()
            env = api.Environment(cr, SUPERUSER_ID, {})
            for record in env["despacho.import"].browse(imports if not arguments.only_ask else []):
                record.row_ids.unlink()
                record.state = "undone"
                record.unlink()
            cr.commit()
    path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
