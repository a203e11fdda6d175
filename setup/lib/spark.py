"""The environment of the search for duplicates on Spark: large, without Odoo, made once for all clones."""

import shutil
import sys

from . import places, venv
from .steps import locked, step

_REQUIREMENTS = places.SETUP / "requirements-spark.txt"
#: Environments kept: that of this code, and that of another clone.
_KEPT = 2


def python():
    """The interpreter of the environment, which is made if it is not there."""
    key = places.text_hash(sys.version, _REQUIREMENTS.read_text(encoding="utf-8"))
    folder = places.CACHE / f"spark-{key}"
    whole = folder / "whole"
    with locked(places.CACHE / "spark.lock", "another checkout makes the environment of Spark"):
        if not whole.exists():
            with step(f"Python packages: {_REQUIREMENTS.name} (once; some minutes)"):
                shutil.rmtree(folder, ignore_errors=True)
                venv.make(folder)
                venv.install(folder, [_REQUIREMENTS], "spark")
        whole.touch()
        stale = sorted(places.CACHE.glob("spark-*/whole"), key=lambda file: -file.stat().st_mtime)[_KEPT:]
        for old in stale:
            shutil.rmtree(old.parent)
    return folder / "bin" / "python"
