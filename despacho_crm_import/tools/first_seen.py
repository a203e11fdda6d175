"""Where in a file each key came first, in the same memory for a thousand rows as for a million.

Nothing here touches the database of the firm: what does not fit lies in a file of this process,
which goes with it.
"""

import sqlite3

#: Keys held in memory before the disk is used.
HELD = 8_000


class FirstSeen:
    """Remembers ``{key: place}``, the first place given for each key."""

    def __init__(self, held=HELD):
        self._held = held
        self._places = {}
        self._disk = None

    def first(self, key, place):
        """Return the place where ``key`` (text or whole number) came first, which is ``place`` when it is new."""
        known = self._places.get(key)
        if known is not None:
            return known
        if self._disk:
            known = self._disk.execute("SELECT place FROM seen WHERE key = ?", (key,)).fetchone()
            if known:
                return known[0]
        self._places[key] = place
        if len(self._places) >= self._held:
            self._put_away()
        return place

    def _put_away(self):
        if not self._disk:
            # A file without a name: the system removes it with the process.
            self._disk = sqlite3.connect("", isolation_level=None)
            self._disk.execute("PRAGMA journal_mode = OFF")
            self._disk.execute("PRAGMA cache_size = -1024")
            self._disk.execute("CREATE TABLE seen (key PRIMARY KEY, place INTEGER) WITHOUT ROWID")
        self._disk.execute("BEGIN")
        # Neighbours go to the same page, which is then written once.
        self._disk.executemany("INSERT INTO seen VALUES (?, ?)", sorted(self._places.items()))
        self._disk.execute("COMMIT")
        self._places.clear()
