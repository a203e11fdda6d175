"""What both commands need before anything else."""

from contextlib import contextmanager

from . import database, machine, npm, odoo, odoo_tree, places, venv
from .steps import locked


@contextmanager
def prepared(*, development=False):
    """Everything installed and PostgreSQL running; yields Odoo's tree."""
    tree = installed(development=development)
    with database.server():
        with building():
            odoo.write_conf(tree)
        yield tree


def installed(*, development=False):
    """The virtual environment, Odoo's tree (which it returns) and, for developers, tests and linters."""
    names = ["requirements", "requirements-tools"] + (["requirements-dev"] if development else [])
    with locked(places.BUILD / "locks" / "install", "another command of this checkout installs"):
        venv.prepare(*names)
        with locked(places.CACHE / "lock", "another checkout fills the shared cache"):
            tree = odoo_tree.prepare()
        if development:
            npm.install_linters()
        machine.prepare()
    return tree


def building():
    """One command of a checkout at a time makes databases."""
    return locked(places.BUILD / "locks" / "databases", "another command of this checkout makes databases")
