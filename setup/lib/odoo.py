"""Running Odoo: its configuration, its commands, scripts in its shell, and the server."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

from . import database, places
from .steps import Stop, end, run

HELP = "the log tells why; if you changed an addon, mend it and run again; to start over: setup/demo --fresh"


def write_conf(tree):
    template = (places.SETUP / "odoo.conf.in").read_text(encoding="utf-8")
    places.CONF.write_text(
        template.format(
            addons_path=",".join(map(str, [*tree.addons, _our_addons()])),
            data_dir=places.DATA,
            database=database.settings(),
        ),
        encoding="utf-8",
    )
    places.DATA.mkdir(parents=True, exist_ok=True)


def _our_addons():
    """The folder through which Odoo sees our addons.

    Not the checkout, since Odoo lies in it: below a folder of addons_path, the core takes its own files for those of an
    addon and does not find their translations (get_resource_from_path of odoo/modules/module.py).
    """
    folder = places.BUILD / "addons"
    folder.mkdir(parents=True, exist_ok=True)
    for addon in places.ADDONS:
        link = folder / addon
        if not link.is_symlink():
            link.symlink_to(os.path.relpath(places.ROOT / addon, folder))
    return folder


def command(name, *arguments, log, check=True):
    """Runs Odoo on a database to its end, for example with `-i module`."""
    return run(
        line("-d", name, "--no-http", "--stop-after-init", *arguments),
        log,
        env=database.environment(),
        do=HELP,
        check=check,
    )


def install(name, *modules, log):
    command(name, "-i", ",".join(modules), log=log)


def shell(name, script, log, **values):
    """Runs a script of setup/shell in Odoo's shell; what it prints is shown as it comes."""
    text = (places.SETUP / "shell" / script).read_text(encoding="utf-8")
    given = "".join(f"{key} = {value!r}\n" for key, value in values.items())
    run(line("shell", "-d", name, "--no-http"), log, env=database.environment(), stdin=given + text, echo=True, do=HELP)


def free_port(first=8069):
    for port in range(first, first + 200):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise Stop(f"No free port between {first} and {first + 199}.", "stop some of the servers that hold them.")


@contextmanager
def server(name):
    """Odoo serving one database; yields its address and its process once it answers."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    places.LOGS.mkdir(parents=True, exist_ok=True)
    log = places.LOGS / "server.log"
    with open(log, "ab") as out:
        process = subprocess.Popen(
            line("-d", name, f"--db-filter=^{name}$", f"--http-port={port}"),
            cwd=places.ROOT,
            env=database.environment(),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        _wait_until_it_answers(address, process, log)
        yield address, process
    finally:
        end(process)


def _wait_until_it_answers(address, process, log, patience=180):
    limit = time.monotonic() + patience
    while time.monotonic() < limit:
        if process.poll() is not None:
            raise Stop("Odoo ended right after it started.", HELP, log)
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{address}/web/login", timeout=30):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise Stop(f"Odoo does not answer at {address} after {patience} s.", HELP, log)


def line(*arguments):
    """A command line of Odoo; with a subcommand its name must come first."""
    subcommand = [arguments[0]] if not arguments[0].startswith("-") else []
    rest = arguments[len(subcommand) :]
    return [str(part) for part in (places.venv_bin("python"), "-m", "odoo", *subcommand, "-c", places.CONF, *rest)]
