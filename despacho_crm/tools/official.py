"""Reads the official tables that the addon ships in ``data/segmentation``.

Each file is lines of fields between semicolons; the last field of a line may hold semicolons of its own
when the reader says how many fields there are. Lines that begin with ``#`` say what it is and its source.

Nothing here touches a database.
"""

from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[1] / "data" / "segmentation"


def rows(name, fields=2):
    """Yield the fields of each line of the file ``name``, a list of ``fields`` texts."""
    with (_FOLDER / name).open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                yield line.rstrip("\n").split(";", fields - 1)
