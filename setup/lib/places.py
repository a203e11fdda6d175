"""Where everything lies: the checkout, the build folder inside it and the cache shared by all clones."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETUP = ROOT / "setup"
BUILD = ROOT / ".despacho"
LOGS = BUILD / "logs"
VENV = BUILD / "venv"
DATA = BUILD / "data"
CONF = BUILD / "odoo.conf"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "despacho-crm"
ADDONS = ("despacho_crm", "despacho_crm_import", "despacho_crm_reports")

# Distinguishes clones that share a machine or a database server.
CHECKOUT = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]


def venv_bin(name):
    return VENV / "bin" / name


def files_hash(*paths):
    """A short digest of the names and contents of files and folders; caches and compiled files do not count."""
    digest = hashlib.sha256()
    for path in paths:
        path = Path(path)
        found = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in found:
            if "__pycache__" in file.parts or file.suffix == ".pyc":
                continue
            digest.update(str(file.relative_to(path.parent)).encode() + b"\0")
            digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def text_hash(*texts):
    return hashlib.sha256("\0".join(map(str, texts)).encode()).hexdigest()[:12]
