"""What both commands need before anything else."""

from contextlib import contextmanager

from . import database, machine, npm, odoo, odoo_tree, places, venv
from .steps import locked


@contextmanager
def prepared(*, development=False):
    """Everything installed and PostgreSQL running; yields Odoo's tree. One command of a checkout at a time builds."""
    tree = installed(development=development)
    with building():
        machine.prepare()
    with database.server():
        with building():
            odoo.write_conf(tree)
        yield tree


def installed(*, development=False):
    """The virtual environment, Odoo's tree (which it returns) and, for developers, tests and linters."""
    names = ["requirements", "requirements-tools"] + (["requirements-dev"] if development else [])
    with building():
        venv.prepare(*names)
        with locked(places.CACHE / "lock", "another checkout fills the shared cache"):
            tree = odoo_tree.prepare()
        if development:
            npm.install_linters()
    return tree


def building():
    return locked(places.BUILD / "locks" / "build", "another command of this checkout is building")
