"""Files and tools from npm, through the node of the virtual environment."""

import hashlib
import shutil
import tarfile
import tempfile
from pathlib import Path

from . import places, venv
from .steps import Stamp, Stop, run

NETWORK = "check the connection to the npm registry (npm's own configuration applies), then run again."
LINTERS = places.BUILD / "npm"


def pack(name, version, sha256):
    """The path of a published package as an archive, from the cache or the registry, its contents verified."""
    archive = places.CACHE / "npm" / f"{name.strip('@').replace('/', '-')}-{version}.tgz"
    if not archive.is_file():
        archive.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=archive.parent) as temporary:
            _npm("pack", "--silent", "--pack-destination", temporary, f"{name}@{version}")
            next(Path(temporary).glob("*.tgz")).rename(archive)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != sha256:
        raise Stop(f"{archive} is not the published {name} {version}.", f"remove {archive} and run again.")
    return archive


def extract(archive, member, target):
    """Writes one file of a packed package to `target`; a `member` that ends in / is a folder whose files go into it."""
    with tarfile.open(archive) as tar:
        for info in tar.getmembers():
            inside = info.name.removeprefix("package/")
            if info.isfile() and (inside == member or member.endswith("/") and inside.startswith(member)):
                path = target / inside.removeprefix(member) if member.endswith("/") else target
                path.parent.mkdir(parents=True, exist_ok=True)
                path.unlink(missing_ok=True)  # where the package has a link, the file takes its place
                with tar.extractfile(info) as source, open(path, "wb") as out:
                    shutil.copyfileobj(source, out)


def install_linters():
    """The linters of setup/npm/package.json, exactly as its lock says."""
    manifest = places.SETUP / "npm"
    key = places.files_hash(manifest / "package.json", manifest / "package-lock.json")
    stamp = Stamp("npm")
    if stamp.holds(key) and LINTERS.is_dir():
        return
    LINTERS.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(manifest / name, LINTERS)
    _npm("ci", "--no-audit", "--no-fund", "--prefix", LINTERS)
    stamp.write(key)


def _npm(*arguments):
    run([places.venv_bin("npm"), *arguments], "npm", env=venv.environment(), do=NETWORK)
