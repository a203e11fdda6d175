"""A database of a test's own, and Odoo on it in processes of their own, as its administrator would run it."""

import configparser
import json
import os
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from odoo.sql_db import db_connect
from odoo.tests.common import get_db_name
from odoo.tools import config


def beside(purpose):
    """Return the name of the database of the set-up with that ``purpose``: as told, or beside the tests' own."""
    return os.environ.get(f"DESPACHO_{purpose.upper()}") or get_db_name().replace("_test", f"_{purpose}", 1)


def sql(query, database="postgres"):
    """Return the rows of ``query``, which is a transaction of its own."""
    with db_connect(database, allow_uri=True).cursor() as cr:
        cr._cnx.autocommit = True
        cr.execute(query)
        return cr.fetchall() if cr.description else []


@contextmanager
def copied(template, name):
    """Make the database ``name`` of a ``template``, with its files; it is dropped at the end."""
    _drop(name)
    sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    if _store(template).is_dir():
        shutil.copytree(_store(template), _store(name), copy_function=os.link)
    try:
        yield
    finally:
        _drop(name)


def odoo(database, *arguments, script=None):
    """Run Odoo on ``database`` in a process of its own; return what it prints."""
    command = [
        sys.executable,
        "-m",
        "odoo",
        *arguments,
        "-d",
        database,
        "-c",
        config["config"] or os.environ["ODOO_RC"],
    ]
    done = subprocess.run(command, input=script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-5000:]
    errors = [line for line in done.stderr.splitlines() if " ERROR " in line or " CRITICAL " in line]
    assert not errors, "\n".join(errors)
    return done.stdout


def shell(database, script):
    """Run the file ``script`` in Odoo's shell; return what it tells."""
    output = odoo(database, "shell", "--no-http", "--log-level=warn", script=script.read_text(encoding="utf-8"))
    return json.loads(output.rpartition("RESULT ")[2])


def browse(database, script, folder):
    """Run the tours of the file ``script`` on ``database``, with a server at a door of its own."""
    own = configparser.RawConfigParser()
    own.read(config["config"] or os.environ["ODOO_RC"], encoding="utf-8")
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        own["options"]["http_port"] = str(door.getsockname()[1])
    with (folder / "odoo.conf").open("w", encoding="utf-8") as file:
        own.write(file)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--odoo-http", f"--odoo-database={database}", str(script), "-q"],
        env={**os.environ, "ODOO_RC": str(folder / "odoo.conf")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 and "1 passed" in done.stdout, (done.stdout + done.stderr)[-5000:]


def _drop(name):
    sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    shutil.rmtree(_store(name), ignore_errors=True)


def _store(database):
    return Path(config.filestore(database))
