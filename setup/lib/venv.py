"""The virtual environment with the pinned requirements."""

import os
import shutil
import subprocess
import sys

from . import apt, places
from .steps import Stamp, Stop, run, say, step

NETWORK = "check the connection to the Python package index (pip's configuration and PIP_* apply), then run again."


def prepare(*names):
    """Makes the environment with the named requirement files (of setup/) installed."""
    files = [places.SETUP / f"{name}.txt" for name in names]
    key = places.text_hash(sys.version, places.VENV, *(file.read_text(encoding="utf-8") for file in files))
    stamp = Stamp("venv-" + "-".join(names))
    if stamp.holds(key) and places.venv_bin("python").exists():
        return
    with step("Python packages: " + ", ".join(file.name for file in files)):
        library = places.VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
        if not (places.venv_bin("pip").exists() and library.is_dir()):
            shutil.rmtree(places.VENV, ignore_errors=True)
            for old in stamp.path.parent.glob("venv-*"):  # what they tell went with the old environment
                old.unlink()
            make(places.VENV)
        install(places.VENV, files, "pip")
        stamp.write(key)


def make(folder):
    """Makes an empty environment in `folder`."""
    _check_python()
    run([sys.executable, "-m", "venv", folder], "venv", do=f"remove {folder} and run again.")


def install(folder, files, log):
    """Installs the requirement `files` in the environment in `folder`."""
    options = ["--disable-pip-version-check", "--no-input", "--progress-bar=off"]
    arguments = [part for file in files for part in ("-r", file)]
    run([folder / "bin" / "python", "-m", "pip", "install", *options, *arguments], log, do=NETWORK)


def add_path(folder):
    """Makes the Odoo that lies in `folder` importable, and visible to pip as a distribution."""
    site = next((places.VENV / "lib").glob("python3*/site-packages"))
    (site / "despacho_odoo.pth").write_text(f"{folder}\n", encoding="utf-8")


def environment(**more):
    """What every command that we start sees: the virtual environment first, UTF-8, nothing of another Odoo."""
    drop = ("ODOO_RC", "OPENERP_SERVER", "PGDATABASE", "PYTHONPATH", "PYTHONHOME")
    env = {name: value for name, value in os.environ.items() if name not in drop}
    env["PATH"] = f"{places.VENV / 'bin'}:{env.get('PATH', os.defpath)}:{places.BUILD / 'userland' / 'bin'}"
    env["VIRTUAL_ENV"] = str(places.VENV)
    env["PYTHONUTF8"] = "1"
    env.update({name: str(value) for name, value in more.items()})
    return env


def _check_python():
    if not (3, 10) <= sys.version_info[:2] <= (3, 13):
        raise Stop(
            f"Python {sys.version.split()[0]} is not one that Odoo 19 runs on.",
            "use Python 3.10 to 3.13, for example: python3.11 setup/demo",
        )
    if _has_ensurepip():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("  python3-venv is missing; installing it by apt")
        apt.install("python3-venv")
    if not _has_ensurepip():
        raise Stop("Python cannot make virtual environments here.", "as an administrator: apt-get install python3-venv")


def _has_ensurepip():
    return not subprocess.run(
        [sys.executable, "-c", "import ensurepip, venv"], capture_output=True, check=False
    ).returncode
