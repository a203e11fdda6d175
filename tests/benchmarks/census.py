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
import gc
import itertools
import os
import random
import statistics
import tempfile
import threading
import time
from pathlib import Path

from stdnum.es import cif

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import SQL

HEADER = (
    "CIF;Razón Social;Domicilio;CP;Municipio;Provincia;CNAE 2009;Actividad;Empleados;Facturación;"
    "Fecha constitución;Teléfono;Email;Web"
).split(";")
PLACES = (
    ("28001", "Madrid", "Madrid", 20), ("8019", "Barcelona", "Barcelona", 18), ("46001", "València", "Valencia", 8),
    ("41001", "Sevilla", "SEVILLA", 6), ("3001", "Alacant", "Alicante", 6), ("29001", "Málaga", "Málaga", 6),
    ("48001", "Bilbao", "Vizcaya", 4), ("17001", "Girona", "Gerona", 3), ("50001", "Zaragoza", "Zaragoza", 3),
    ("7001", "Palma", "Baleares", 4), ("15001", "A Coruña", "Coruña, A", 3), ("30001", "Murcia", "Murcia", 4),
    ("47001", "Valladolid", "Valladolid", 2), ("42001", "Soria", "Soria", 1), ("31001", "Pamplona", "Navarra", 2),
)  # fmt: skip
KINDS = (
    "Talleres", "Construcciones", "Panadería", "Asesoría", "Transportes", "Inversiones", "Muebles", "Hermanos",
    "Gestión", "Comercial", "Instalaciones", "Electricidad", "Restaurante", "Viajes", "Promociones", "Industrias",
)  # fmt: skip
FORMS = (", S.L.", " SL", ", S.A.", " SLU", ", S.L.P.", " S.L.U.", ", SA")
SYLLABLES = ("ba", "ca", "da", "fe", "go", "la", "mi", "no", "pé", "ru", "sa", "tor", "vi", "zal", "ñe", "ri", "lo")
ACTIVITIES = (
    ("6920", "Actividades de contabilidad, teneduría de libros, auditoría y asesoría fiscal"),
    ("4121", "Construcción de edificios residenciales"), ("5610", "Restaurantes y puestos de comidas"),
    ("4711", "Comercio al por menor en establecimientos no especializados"), ("6810", "Compraventa de inmuebles"),
    ("4941", "Transporte de mercancías por carretera"), ("6201", "Actividades de programación informática"),
    ("1071", "Fabricación de pan"), ("8622", "Actividades de medicina especializada"), ("0111", "Cultivo de cereales"),
)  # fmt: skip
QUERIES = {
    "a NIF": [("search_nif", "ilike", "{nif}")],
    "digits of a NIF": [("search_nif", "ilike", "{digits}")],
    "two words of a name": [("search_words", "ilike", "{words}")],
    "a rare word": [("search_words", "ilike", "{rare}")],
    "a word that many have": [("search_words", "ilike", "construcciones")],
    "an activity in a province": [("cnae", "=like", "69%"), ("state_id.code", "=", "B")],
    "profile: activities, provinces, sizes": [
        ("cnae", "in", ["6920", "6201", "8622"]),
        ("state_id.code", "in", ["B", "GI", "V"]),
        ("size_class", "in", ["small", "medium"]),
    ],
    "large ones": [("size_class", "=", "large")],
    "a small province": [("state_id.code", "=", "SO")],
    "not among the contacts, in a province": [("in_base", "=", False), ("state_id.code", "=", "MA")],
    "all": [],
}


def make_file(path, rows, seed=20261122):
    """Write ``rows`` companies as a list that is bought."""
    rng = random.Random(seed)
    places = [place for place in PLACES for _weight in range(place[3])]
    words = ["".join(rng.choices(SYLLABLES, k=rng.choice((2, 3, 3, 4)))).capitalize() for _word in range(20_000)]
    with path.open("w", encoding="cp1252", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEADER)
        step, number = 7_919, rng.randrange(10**7)
        for place in range(rows):
            number = (number + step) % 10**7
            letter = "BA"[place % 10 == 0]
            digits = f"{(number + place // 10**7) % 10**7:07d}"
            control = cif.calc_check_digits(letter + digits)[0]
            if place % 500 == 499:
                control = str((int(control) + 1) % 10)
            name = f"{rng.choice(KINDS)} {rng.choice(words)} {rng.choice(words)}{rng.choice(FORMS)}"
            code, city, province, _weight = rng.choice(places)
            cnae, activity = rng.choice(ACTIVITIES)
            employees = int(rng.paretovariate(0.9))
            domain = f"empresa{digits}.example"
            writer.writerow(
                [
                    f"{letter}{digits}{control}" if place % 20 else f"{letter}-{digits}{control}",
                    name.upper() if place % 3 == 0 else name,
                    f"Calle {rng.choice(words)}, {number % 200 + 1}",
                    code,
                    city,
                    province,
                    cnae,
                    activity,
                    employees,
                    employees * rng.randrange(40_000, 140_000),
                    f"{number % 28 + 1:02}/{number % 12 + 1:02}/{1980 + number % 45}",
                    f"9{number % 3 * 2 + 1}{number % 10}{digits[1:]}" if place % 4 else "",
                    f"info@{domain}" if place % 3 else "",
                    f"www.{domain}" if place % 5 == 0 else "",
                ]
            )


def worked(cr):
    """Return the seconds of CPU of this process and of the database on its behalf, where it is on this machine."""
    seconds = time.process_time()
    stat = Path(f"/proc/{cr.connection.info.backend_pid}/stat")
    if stat.exists() and "postgres" in (text := stat.read_text()):
        user, system = text.rpartition(")")[2].split()[11:13]
        seconds += (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return seconds


class Measured:
    """The clock, the work and the memory of what is done inside."""

    def __init__(self, cr):
        self._cr = cr
        self._done = threading.Event()
        self._peak = 0

    @staticmethod
    def _memory():
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

    def _watch(self):
        while not self._done.wait(0.05):
            self._peak = max(self._peak, self._memory())

    def __enter__(self):
        gc.collect()
        self._start, self._cpu, self._base = time.perf_counter(), worked(self._cr), self._memory()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self.seconds, self.cpu = time.perf_counter() - self._start, worked(self._cr) - self._cpu
        self._done.set()
        self._thread.join()
        self.memory = max(self._peak - self._base, 0)


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


def ask(cr, rounds):
    """Ask the census what people ask, as the screen does: a page of the list and how many there are."""
    one = api.Environment(cr, SUPERUSER_ID, {})
    user = one["res.users"].search([("login", "=", "admin")])
    companies = api.Environment(cr, user.id, {"lang": user.lang, "tz": user.tz})["despacho.census.company"]
    some = companies.search([], limit=1, offset=500)
    words = some.name.split()
    known = {
        "nif": some.nif_key,
        "digits": some.nif_key[1:7],
        "words": f"{words[2][:5]} {words[0].lower()}",
        "rare": words[1],
    }
    specification = {name: {} for name in ("name", "nif_key", "city", "cnae", "size_class", "employees", "in_base")}
    specification["state_id"] = {"fields": {"display_name": {}}}
    print(f"\n{'what is asked':42}{'page, ms':>10}{'found':>9}{'count, ms':>11}{'in all':>9}")
    for label, domain in QUERIES.items():
        domain = [
            (name, operator, value.format(**known) if isinstance(value, str) else value)
            for name, operator, value in domain
        ]
        pages, counts = [], []
        for _round in range(rounds):
            companies.env.invalidate_all()
            start = time.perf_counter()
            found = companies.web_search_read(domain, specification, limit=80, count_limit=10001)
            pages.append(time.perf_counter() - start)
            start = time.perf_counter()
            count = companies.search_count(domain)
            counts.append(time.perf_counter() - start)
        print(
            f"{label:42}{statistics.median(pages) * 1000:>10.1f}{found['length']:>9}"
            f"{statistics.median(counts) * 1000:>11.1f}{count:>9}",
            flush=True,
        )


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
