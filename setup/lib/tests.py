"""Running our own tests: the pure ones without a database, Odoo's with tours in a copy of the product's database."""

import json
import os
import re
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from . import database, machine, places, spark, stages
from .prepare import building
from .steps import TIMES, Stop, end_all, run, say, step

#: The tests of what needs no Odoo.
UNIT = places.ROOT / "tests" / "unit"
#: The tests that need an environment of their own.
_SPARK = places.ROOT / "tests" / "spark"
LINE = re.compile(r"^\d{4}-\d\d-\d\d \S+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>\S+): (?P<message>.*)")


class Results:
    def __init__(self):
        self.outcomes = Counter()
        self.seconds = Counter()

    def fail(self, count=1):
        self.outcomes["failed"] += count

    def stopped(self):
        self.outcomes["error"] += 1

    @property
    def good(self):
        return not (self.outcomes["failed"] or self.outcomes["error"] or self.outcomes["skipped"])

    def add(self, code, path):
        """Takes over what the plugin `strict` wrote about a run of pytest that ended with `code`."""
        if not path.is_file():
            self.outcomes["error"] += 1
            return
        result = json.loads(path.read_text(encoding="utf-8"))
        self.outcomes.update(result["outcomes"])
        self.seconds.update(result["seconds"])
        if result["log"]:
            self.fail()
        if (
            code
            and not any(result["outcomes"].get(name) for name in ("failed", "error", "skipped"))
            and not result["log"]
        ):
            self.outcomes["error"] += 1


def unit(results, arguments=(), paths=()):
    """The tests of tests/unit, or those of ``paths`` in there."""
    options = ["-p", "no:odoo", *(paths or [UNIT.relative_to(places.ROOT)]), *arguments]
    with step("Unit tests, without Odoo") as went_badly:
        run_pytest("unit", results, options, database.environment(), went_badly)


def with_odoo(tree, results, paths=(), arguments=()):
    """The tests of the addons and of tests/, or those of `paths`."""
    with building():
        source, _key = stages.product(tree)
    _check_install_log(results)
    names = [database.name("test")]
    if not paths and (os.cpu_count() or 1) > 1:
        names.append(database.name("test_beside"))
    with step("Copy of the product's database"):
        for name in names:
            database.copy(source, name)
    # Those of tests/ commit what they do, and come last.
    paths = list(paths) or [*places.ADDONS, "tests"]
    # Tests of the installation make databases of their own from that of the firm.
    env = database.environment(ODOO_RC=places.CONF, DESPACHO_FIRM=database.name("firm"), DESPACHO_PRODUCT=source)
    if any(_SPARK.is_relative_to(places.ROOT / path) or _SPARK in (places.ROOT / path).parents for path in paths):
        env["DESPACHO_SPARK"] = str(spark.python())
    options = ["-p", "lib.patience", "--ignore=tests/unit", "--odoo-http", "--odoo-log-level=warn"]
    try:
        with step("Tests in Odoo") as went_badly:
            _side_by_side(names, results, [*options, *paths, *arguments], env, went_badly)
    finally:
        for name in names:
            database.drop(name)


def _side_by_side(names, results, options, env, went_badly):
    """A pytest for each of the databases ``names``: together they run every file once."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor() as threads:
        env["DESPACHO_SHARES"] = folder
        runs = [
            threads.submit(
                run_pytest, f"odoo-tests-{number}", results, [f"--odoo-database={name}", *options], env, went_badly
            )
            for number, name in enumerate(names, 1)
        ]
        try:
            for future in runs:
                future.result()
        except BaseException:
            end_all()
            raise


def run_pytest(log, results, arguments, env, went_badly):
    """Runs pytest with the plugins `strict` and `shares`; what it counts goes to `results`."""
    path = places.LOGS / f"{log}.json"
    path.unlink(missing_ok=True)
    env = {**env, "DESPACHO_RESULT": str(path), "PYTHONPATH": str(places.SETUP)}
    command = [
        places.venv_bin("python"),
        "-m",
        "pytest",
        "-p",
        "lib.strict",
        "-p",
        "lib.shares",
        "--color=no",
        *arguments,
    ]
    code = run(command, log, env=env, echo=True, check=False)
    results.add(code, path)
    if code:
        went_badly()


def _check_install_log(results):
    """Installing our addons must not log a warning about them."""
    path = places.LOGS / "install.log"
    bad = []
    for entry in _entries(path.read_text(encoding="utf-8", errors="replace")):
        match = LINE.match(entry)
        if match and (
            match["level"] in ("ERROR", "CRITICAL")
            or match["level"] == "WARNING"
            and any(addon in entry[match.start("logger") :] for addon in places.ADDONS)
        ):
            bad.append(entry)
    if bad:
        results.fail()
        say(f"✘ the installation logged what it should not ({path}):")
        say("\n".join(bad))


def _entries(text):
    """Log entries, each with the lines that continue it."""
    entry = []
    for line in text.splitlines():
        if LINE.match(line) and entry:
            yield "\n".join(entry)
            entry = []
        entry.append(line)
    yield "\n".join(entry)


def report(results, seconds):
    """Where time went, and a closing line as pytest writes it."""
    say()
    say("Where time went")
    for title, spent in sorted(TIMES, key=lambda item: -item[1])[:12]:
        say(f"  {spent:7.1f} s  {title}")
    say("Slowest test files")
    for path, spent in results.seconds.most_common(12):
        say(f"  {spent:7.1f} s  {path}")
    words = {"failed": "failed", "passed": "passed", "skipped": "skipped", "error": "errors"}
    parts = [f"{results.outcomes[key]} {word}" for key, word in words.items() if results.outcomes[key]]
    line = f" {', '.join(parts) or 'no tests ran'} in {seconds:.2f}s "
    say()
    say(line.center(80, "="))


def check_chromium():
    if "chromium" in machine.missing():
        raise Stop("Chromium is missing, and tours need it.", "as an administrator: apt-get install chromium")
