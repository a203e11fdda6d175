"""The Spanish locale, so that names with accents and ñ sort as a Spaniard expects."""

import gzip
import shutil
import subprocess
import tempfile
from pathlib import Path

from . import apt, places
from .steps import Stamp, Stop, run, say, step

NAME = "es_ES.UTF-8"
FOLDER = places.BUILD / "locale"


def prepare():
    """The folder to give as LOCPATH to have the locale; None where the system has it or nothing can provide it."""
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.lower().split()
    if {"es_es.utf8", "es_es.utf-8"} & set(listed):
        return None
    stamp = Stamp("locale")
    if stamp.holds(apt.codename()):
        return FOLDER if FOLDER.is_dir() else None
    try:
        with step("Spanish locale"):
            _compile()
    except Stop as stop:
        say(
            f"  {stop.what} Names will sort by code point (Ávila after Zamora). To have it: apt-get install locales, "
            f"dpkg-reconfigure locales ({NAME}), and run with --fresh."
        )
        shutil.rmtree(FOLDER, ignore_errors=True)
    stamp.write(apt.codename())
    return FOLDER if FOLDER.is_dir() else None


def _compile():
    debs = places.CACHE / f"locales-{apt.codename()}"
    apt.download(apt.codename(), ["locales"], debs, log="locale", do="")
    shutil.rmtree(FOLDER, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=places.BUILD) as temporary:
        apt.unpack(debs, Path(temporary))
        i18n = Path(temporary) / "usr/share/i18n"
        charmap = i18n / "charmaps" / "UTF-8"
        charmap.write_bytes(gzip.decompress(charmap.with_name("UTF-8.gz").read_bytes()))
        FOLDER.mkdir()
        # Exit code 1 means that it was written, with warnings.
        run(
            ["localedef", "--no-archive", "-i", i18n / "locales" / "es_ES", "-f", charmap, FOLDER / "es_ES.utf8"],
            "locale",
            env={"I18NPATH": str(i18n), "PATH": "/usr/bin:/bin"},
            check=False,
        )
    if not (FOLDER / "es_ES.utf8" / "LC_COLLATE").is_file():
        raise Stop("The Spanish locale could not be compiled.")
