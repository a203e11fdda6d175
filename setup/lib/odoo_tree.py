"""Odoo 19.0 Community: Debian's package unpacked below the build folder and repaired, or the tree in ODOO_PATH."""

import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple

from . import apt, npm, places, venv
from .steps import Stamp, Stop, step

PACKAGES = (
    "odoo-19",
    # What its links point to.
    "fonts-glyphicons-halflings",
    "fonts-inconsolata",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
)
REPAIRS = "1"  # another value makes trees that exist be unpacked and repaired again
# What Debian leaves out. Without the first every backend page logs a console error; Debian's own fonts-font-awesome
# is a later version with other file names.
SELFIE = (
    "@mediapipe/selfie_segmentation",
    "0.1.1675465747",
    "7767b33eaa68990ee06c28bbb89f39a13a47ebb07ff0f1fd4947d9e817bb9bf9",
)
FONT_AWESOME = ("font-awesome", "4.7.0", "92042b715919e17499ded134884b0318fd88041efac9b0f3204069df52222a61")


class Tree(NamedTuple):
    root: Path  # the folder that holds the `odoo` package
    addons: list  # folders of core addons
    key: str  # changes when the tree is another one


def prepare():
    given = os.environ.get("ODOO_PATH")
    tree = _given(Path(given).expanduser().resolve()) if given else _debian()
    venv.add_path(tree.root)
    return tree


def _given(path):
    root = path.parent if (path / "release.py").is_file() else path
    release = root / "odoo" / "release.py"
    if not release.is_file():
        raise Stop(f"ODOO_PATH={path} holds no odoo/release.py.", "give the folder of an Odoo 19.0 source tree.")
    version = re.search(r"version_info\s*=\s*\((\d+),\s*(\d+)", release.read_text(encoding="utf-8"))
    if not version or version.groups() != ("19", "0"):
        raise Stop(f"ODOO_PATH={path} is not Odoo 19.0.", "give the folder of an Odoo 19.0 source tree.")
    return Tree(root, _addons(root), places.text_hash(root, release.stat().st_mtime_ns))


def _debian():
    root = places.BUILD / "odoo" / "usr" / "lib" / "python3" / "dist-packages"
    debs = places.CACHE / "odoo-19"
    stamp = Stamp("odoo")
    if not debs.is_dir():
        with step("Odoo 19 from Debian's archive (about 125 MB)"):
            apt.download(
                "sid",
                PACKAGES,
                debs,
                log="odoo-download",
                do="check the connection to the Debian mirror; or use an Odoo 19.0 source tree with ODOO_PATH=.",
            )
    key = places.text_hash(*sorted(path.name for path in debs.glob("*.deb")), REPAIRS)
    if not stamp.holds(key) or not root.is_dir():
        with step("Odoo 19 unpacked and repaired"):
            shutil.rmtree(places.BUILD / "odoo", ignore_errors=True)
            apt.unpack(debs, places.BUILD / "odoo")
            _repair(root / "odoo" / "addons")
            stamp.write(key)
    return Tree(root, _addons(root), key)


def _addons(root):
    return [
        path
        for path in (root / "addons", root / "odoo" / "addons")
        if (path / "base").is_dir() or (path / "web").is_dir()
    ]


def _repair(addons):
    npm.extract(
        npm.pack(*SELFIE),
        "selfie_segmentation.js",
        addons / "mail/static/lib/selfie_segmentation/selfie_segmentation.js",
    )
    icons = npm.pack(*FONT_AWESOME)
    for folder in ("web/static/lib/fontawesome/fonts", "web/static/src/libs/fontawesome/fonts"):
        npm.extract(icons, "fonts/", addons / folder)
    # The font package has other file names than the point of sale expects.
    otf = addons / "point_of_sale/static/src/fonts/Inconsolata.otf"
    regular = next(iter(sorted((places.BUILD / "odoo/usr/share/fonts").rglob("Inconsolata-Regular.*"))), None)
    if otf.is_symlink() and not otf.exists() and regular:
        otf.unlink()
        shutil.copy(regular, otf)
