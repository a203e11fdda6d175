"""What both commands need before anything else."""

from contextlib import contextmanager

from . import database, machine, npm, odoo, odoo_tree, places, venv
from .steps import locked


@contextmanager
def prepared(*, development=False):
    """Everything installed and PostgreSQL running; yields Odoo's tree. One command of a checkout at a time builds."""
    names = ["requirements", "requirements-tools"] + (["requirements-dev"] if development else [])
    with building():
        venv.prepare(*names)
        with locked(places.CACHE / "lock", "another checkout fills the shared cache"):
            tree = odoo_tree.prepare()
        if development:
            npm.install_linters()
        machine.prepare()
    with database.server():
        with building():
            odoo.write_conf(tree)
        yield tree


def building():
    return locked(places.BUILD / "locks" / "build", "another command of this checkout is building")
