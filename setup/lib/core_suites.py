"""Odoo's own test suites, with and without our addons: what fails with them must fail without them too.

Two databases as Odoo makes them, with its demo data. Tests meant for the moment of installation run then; the others
on a copy of the finished database with its filestore.
"""

import json
import re
from collections import Counter
from typing import NamedTuple

from . import database, odoo, places, stages
from .steps import TIMES, run, say, step

SUITES = ("crm", "contacts", "sale", "sale_crm", "portal", "mass_mailing")
PARTNER_TESTS = (
    "/base/tests/test_res_partner.py,/base/tests/test_res_partner_merge.py,/base/tests/test_res_partner_bank.py"
)
TAGS = ",".join([*(f"/{module}" for module in SUITES), PARTNER_TESTS])
FAILED = re.compile(r"(?P<kind>FAIL|ERROR): (?:Subtest )?(?P<test>\w+\.\w+)")
TOTAL = re.compile(r"odoo\.tests\.result: (?P<failed>\d+) failed, (?P<errors>\d+) error\(s\) of (?P<tests>\d+) tests")
STATS = re.compile(r"odoo\.tests\.stats: (?P<module>\w+): (?P<tests>\d+) tests")


class Outcome(NamedTuple):
    tests: int
    failed: set  # names of tests
    modules: Counter  # tests per module


def compare(tree):
    """Prints both counts and the difference; returns the exit code."""
    without = _remembered(tree)
    with_ours = _arm("with", places.ADDONS)
    say()
    say(f"{'':24}{'without':>10}{'with ours':>12}")
    for module in sorted(without.modules | with_ours.modules):
        say(f"{module:24}{without.modules[module]:>10}{with_ours.modules[module]:>12}")
    say(f"{'tests':24}{without.tests:>10}{with_ours.tests:>12}")
    say(f"{'failed':24}{len(without.failed):>10}{len(with_ours.failed):>12}")
    for title, names in (
        ("Fail only with our addons", with_ours.failed - without.failed),
        ("Fail only without our addons", without.failed - with_ours.failed),
        ("Fail in both", with_ours.failed & without.failed),
    ):
        say(f"{title}: {len(names)}")
        for name in sorted(names):
            say(f"  {name}")
    broken = with_ours.failed - without.failed
    missing = with_ours.tests < without.tests
    if missing:
        say("Fewer tests ran with our addons than without them.")
    seconds = sum(spent for _title, spent in TIMES)
    say(f" {len(broken)} failed, {with_ours.tests - len(with_ours.failed)} passed in {seconds:.2f}s ".center(80, "="))
    return 1 if broken or missing else 0


def _remembered(tree):
    """The outcome without our addons, which changes only with Odoo: kept from one comparison to the next."""
    key = places.text_hash(tree.key, TAGS, *stages.core_modules())
    path = places.BUILD / "core-suites-without.json"
    if path.is_file():
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["key"] == key:
            say(f"  Without our addons: as found before ({path.name}; remove it to run them again).")
            return Outcome(kept["tests"], set(kept["failed"]), Counter(kept["modules"]))
    outcome = _arm("without", ())
    kept = {"key": key, "tests": outcome.tests, "failed": sorted(outcome.failed), "modules": outcome.modules}
    path.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    return outcome


def _arm(name, addons):
    made, copied = database.name(f"core_{name}"), database.name(f"core_{name}_copy")
    modules = sorted({*SUITES, *stages.core_modules(), *addons})
    try:
        with step(f"Installation {name} our addons, with its tests"):
            database.create(made, locale="C")
            first = _tests(
                made, f"core-{name}-install", f"{TAGS},-post_install", "--with-demo", "-i", ",".join(modules)
            )
        with step(f"The other tests, {name} our addons"):
            database.copy(made, copied)
            second = _tests(copied, f"core-{name}-rest", f"{TAGS},-at_install")
        if second.tests and second.failed:
            # Tours lose races on a busy machine: what fails must fail once more, alone, to count.
            with step(f"What failed, once more, {name} our addons"):
                database.copy(made, copied)
                again = _tests(copied, f"core-{name}-again", ",".join(f":{test}" for test in sorted(second.failed)))
            if again.tests:
                for test in sorted(second.failed - again.failed):
                    say(f"  passes the second time: {test}")
                second = second._replace(failed=second.failed & again.failed)
    finally:
        database.drop(copied)
        database.drop(made)
    return Outcome(first.tests + second.tests, first.failed | second.failed, first.modules + second.modules)


def _tests(name, log, tags, *arguments):
    path = places.LOGS / f"{log}.log"
    path.unlink(missing_ok=True)
    command = odoo.line("-d", name, f"--db-filter=^{name}$", f"--http-port={odoo.free_port(8369)}", "--stop-after-init")
    run([*command, "--test-tags", tags, *arguments], log, env=database.environment(), check=False)
    outcome = read(path.read_text(encoding="utf-8", errors="replace"))
    if outcome is None:
        say(f"  The tests have no result; see {path}")
        return Outcome(0, {f"{log}: no result"}, Counter())
    return outcome


def read(text):
    """The outcome that a log of Odoo tells; None where it ended before its tests did."""
    total = TOTAL.search(text)
    if not total:
        return None
    failed = {match["test"] for line in text.splitlines() if " ERROR " in line for match in FAILED.finditer(line)}
    modules = Counter({match["module"]: int(match["tests"]) for match in STATS.finditer(text)})
    return Outcome(int(total["tests"]), failed, modules)
