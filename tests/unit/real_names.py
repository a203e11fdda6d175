"""Real names and numbers, when the reference data lies beside the checkout."""

import csv
from pathlib import Path

_FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "real_names_dev.csv"


def _rows():
    if not _FILE.exists():
        return []
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return [(row["nif"], row["name"]) for row in csv.DictReader(lines)]


_ALL = _rows()
#: Parameters of a test: one list of numbers, one list of (number, name), or none at all.
REAL_NIFS = [sorted({key for key, _name in _ALL})] if _ALL else []
REAL_NAMES = [_ALL] if _ALL else []
