"""The pictures of the guide, taken by tours of a copy of the demo (tests/guide)."""

from . import database, odoo, places, stages, tests
from .prepare import building
from .steps import Stop, step

TAKE = "tests/guide/take.py"


def take(tree, results, names):
    """Take the pictures of the chapters or with the names given; all of them if there is none."""
    chapters = places.ROOT / "tests" / "guide" / "chapters"
    with building():
        source = stages.demo(tree)
        name = database.name("guide")
        with step("Copy of the demo database"):
            database.copy(source, name)
    try:
        with step("What the nights of the demo would have found"):
            odoo.shell(name, "night.py", "guide")
        with step("Pictures of the guide") as went_badly:
            options = ["--odoo-http", f"--odoo-database={name}", "--odoo-log-level=warn", TAKE]
            env = database.environment(ODOO_RC=places.CONF, DESPACHO_GUIDE=" ".join(names))
            tests.run_pytest("guide", results, options, env, went_badly)
    finally:
        database.drop(name)
    if not results.outcomes["passed"]:
        raise Stop(f"No picture was taken of {', '.join(names)}.", f"name chapters ({chapters}) or pictures of them.")
