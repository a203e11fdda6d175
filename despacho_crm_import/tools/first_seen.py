"""Where in a file each key came first, in the same memory for a thousand rows as for a million.

Nothing here touches the database of the firm: what does not fit lies in a file of this process,
which goes with it.
"""

from .scratch import open_scratch, put

#: Keys held in memory before the disk is used.
HELD = 8_000


class FirstSeen:
    """Remembers ``{key: place}``, the first place given for each key."""

    def __init__(self, held=HELD):
        self._held = held
        self._places = {}
        self._disk = None

    def get(self, key):
        """Return the place where ``key`` (text or whole number) came first, None when it did not."""
        known = self._places.get(key)
        if known is None and self._disk:
            found = self._disk.execute("SELECT place FROM seen WHERE key = ?", (key,)).fetchone()
            return found[0] if found else None
        return known

    def first(self, key, place):
        """Return the place where ``key`` came first, which is ``place`` when it is new."""
        known = self.get(key)
        if known is not None:
            return known
        self._places[key] = place
        if len(self._places) >= self._held:
            self._put_away()
        return place

    def _put_away(self):
        if not self._disk:
            self._disk = open_scratch()
            self._disk.execute("CREATE TABLE seen (key PRIMARY KEY, place INTEGER) WITHOUT ROWID")
        # Neighbours go to the same page, which is then written once.
        put(self._disk, "INSERT INTO seen VALUES (?, ?)", sorted(self._places.items()))
        self._places.clear()
