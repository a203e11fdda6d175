"""Debian packages in user space: with lists of our own, verified by the archive's signature, unpacked anywhere.

The mirror is the one this machine is already configured for.
"""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from .places import CACHE
from .steps import Stop, run, say

KEYRINGS = ("debian-archive-keyring.gpg", "debian-archive-keyring.pgp")
NOT_DEBIAN = (
    "Odoo comes from Debian's archive: run this on Debian 12 or 13, or give the path of an Odoo 19.0 source tree: "
    "ODOO_PATH=/path/to/odoo setup/demo"
)


def codename():
    release = Path("/etc/os-release").read_text(encoding="utf-8")
    match = re.search(r'^VERSION_CODENAME="?(\w+)', release, re.M)
    return match[1] if match else "stable"


def mirror():
    """The Debian mirror of this machine's own apt configuration."""
    if not shutil.which("apt-get"):
        raise Stop("There is no apt-get on this machine.", NOT_DEBIAN)
    listed = _output("apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages").split()
    # Before the first `apt-get update` there are no index targets, but the configured addresses are known.
    listed += re.findall(r"'(\S+?)dists/\S+/InRelease'", _output("apt-get", "update", "--print-uris"))
    found = [uri for uri in listed if re.search(r"/debian/?$", uri)]
    if not found:
        raise Stop("No Debian mirror in this machine's apt configuration (apt-get indextargets).", NOT_DEBIAN)
    return found[0]


def download(suite, packages, folder, *, log, do):
    """Downloads the newest `packages` of a suite into `folder`, which appears only when it is complete."""
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=folder.name + ".") as temporary:
        options = prepare(suite, log, do)
        run(["apt-get", *options, "download", *packages], log, cwd=temporary, do=do)
        os.chmod(temporary, 0o755)
        os.rename(temporary, folder)
        os.mkdir(temporary)  # what TemporaryDirectory will remove


def prepare(suite, log, do):
    """Fetches the lists of a suite into the cache; returns the options that make apt-get use only them."""
    home = CACHE / "apt" / suite
    for name in ("lists/partial", "cache/archives/partial"):
        (home / name).mkdir(parents=True, exist_ok=True)
    sources = home / "sources.list"
    sources.write_text(f"deb [signed-by={_keyring()}] {mirror()} {suite} main\n", encoding="utf-8")
    settings = {
        "Dir::Etc::SourceList": sources,
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::State": home,
        "Dir::State::Lists": home / "lists",
        "Dir::Cache": home / "cache",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
        "APT::Sandbox::User": "root",  # the `_apt` user cannot reach a home folder
    }
    options = [f"-o{name}={value}" for name, value in settings.items()]
    update = ["apt-get", *options, "update", "--error-on=any"]
    try:
        run(update, log, do=do)
    except Stop as stop:
        if "is expired" not in stop.log.read_text(encoding="utf-8", errors="replace"):
            raise
        # A mirror that lags behind: what it serves is signed all the same, only not today's.
        say("  The mirror's list of packages is past its date; its signature is good, so it is used.")
        options.append("-oAcquire::Check-Valid-Until=false")
        run([*update, options[-1]], log, do=do)
    return options


def unpack(folder, tree):
    tree.mkdir(parents=True, exist_ok=True)
    for package in sorted(folder.glob("*.deb")):
        run(
            ["dpkg-deb", "-x", package, tree],
            "unpack",
            do=f"remove {folder} and run again: a package there is damaged.",
        )


def install(*packages):
    """Installs Debian packages on the machine (as root); says whether it could."""
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    options = ["-o", "DPkg::Lock::Timeout=300", "-y", "-q", "--no-install-recommends"]
    for attempt in ("install", "update and install"):
        if "update" in attempt and run(["apt-get", "update", "-q"], "apt-system", env=env, check=False):
            return False
        if not run(["apt-get", "install", *options, *packages], "apt-system", env=env, check=False):
            return True
    return False


def _keyring():
    for name in KEYRINGS:
        path = Path("/usr/share/keyrings") / name
        if path.is_file():
            return path
    raise Stop(
        "The keys of Debian's archive are missing (package debian-archive-keyring).",
        "as an administrator: apt-get install debian-archive-keyring",
    )


def _output(*command):
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    return done.stdout
