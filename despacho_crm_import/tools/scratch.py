"""Room on the disk for what a file of any length does not leave in memory.

Nothing here touches the database of the firm.
"""

import sqlite3
from itertools import chain

_SETTINGS = ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA temp_store = FILE")
#: Megabytes that are held in memory: settings take no parameters.
_HELD = {1: "PRAGMA cache_size = -1024", 2: "PRAGMA cache_size = -2048", 8: "PRAGMA cache_size = -8192"}


def open_scratch(megabytes=1):
    """Return a connection to a database that lies in a file without a name: the system removes it with the process.

    ``megabytes``: of it that are held in memory, 1, 2 or 8.
    """
    # A job may go on with it in another thread than the one in which it began.
    disk = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    for setting in (*_SETTINGS, _HELD[megabytes]):
        disk.execute(setting)
    return disk


def put(disk, statement, lines):
    """Run ``statement`` with each of ``lines``, together."""
    disk.execute("BEGIN")
    disk.executemany(statement, lines)
    disk.execute("COMMIT")


def with_company(lines):
    """Yield an iterator, to be gone through, over those of ``lines``, sorted, whose first value several have."""
    before = next(lines, None)
    after = None

    def rest(key):
        nonlocal after
        after = None
        for line in lines:
            if line[0] != key:
                after = line
                return
            yield line

    for line in lines:
        if line[0] == before[0]:
            yield chain((before, line), rest(line[0]))
            if after is None:
                return
            line = after
        before = line
