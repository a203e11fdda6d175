"""What is known of each key, in the same memory for a thousand keys as for a million.

Nothing here touches the database of the firm: what does not fit lies in a file of this process,
which goes with it.
"""

import json

from .scratch import open_scratch, put

#: Keys held in memory before the disk is used.
HELD = 2_000


class Kept:
    """Keeps ``{key: value}``, of what JSON can say."""

    def __init__(self, held=HELD):
        self._held = held
        self._values = {}
        self._disk = None

    def get(self, key):
        """Return the value of ``key`` (text or whole number), None when it has none."""
        if key in self._values or not self._disk:
            return self._values.get(key)
        found = self._disk.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        return json.loads(found[0]) if found else None

    def put(self, key, value):
        self._values[key] = value
        if len(self._values) >= self._held:
            if not self._disk:
                self._disk = open_scratch()
                self._disk.execute("CREATE TABLE kept (key PRIMARY KEY, value TEXT) WITHOUT ROWID")
            lines = sorted((key, json.dumps(value)) for key, value in self._values.items())
            put(self._disk, "INSERT OR REPLACE INTO kept VALUES (?, ?)", lines)
            self._values.clear()
