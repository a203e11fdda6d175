"""Rows of a file that are put aside until the others have been gone through, in the same memory whatever their number.

Nothing here touches the database of the firm.
"""

import json
from itertools import islice

from .notes import Note, Row
from .scratch import open_scratch, put

_HELD = 500


class Pile:
    """Rows that come out again in an order of their own: it is none of their order in the file.

    First those that repeat no other, of those the ones that say the most, and then by their ``mark``.
    """

    def __init__(self):
        self._disk = open_scratch(2)
        self._disk.execute(
            "CREATE TABLE rows (number INTEGER PRIMARY KEY, first INTEGER, size INTEGER, named INTEGER, mark TEXT,"
            " body TEXT)"
        )
        self._waiting = []
        self._count = 0

    def __len__(self):
        return self._count

    def add(self, number, cells, row, mark):
        """Put a row aside: its number, its texts, its ``Row``, and the text ``mark``, equal in equal rows."""
        body = json.dumps([cells, row.values, row.notes, row.nif_written, row.nif_error])
        self._waiting.append((number, 0, len(row.values), "name" in row.values, mark, body))
        self._count += 1
        if len(self._waiting) >= _HELD:
            self._put_away()

    def _put_away(self):
        if self._waiting:
            put(self._disk, "INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)", self._waiting)
            self._waiting.clear()

    def repeat(self, pairs):
        """Note of each of ``pairs``, (number, first), that a row repeats another."""
        self._put_away()
        put(self._disk, "UPDATE rows SET first = ?2 WHERE number = ?1", pairs)

    def values(self):
        """Yield (number, values), those with a name first."""
        self._put_away()
        numbers = self._disk.execute("SELECT number FROM rows ORDER BY named DESC, number")
        for number, _first, body in self._read(numbers):
            yield number, json.loads(body)[1]

    def batches(self, size):
        """Yield ([(number, cells, ``Row``)], {number: number of the row that it repeats or 0}), ``size`` at a time."""
        self._put_away()
        lines = self._read(self._disk.execute("SELECT number FROM rows ORDER BY first <> 0, size DESC, mark, number"))
        while batch := list(islice(lines, size)):
            rows = []
            for number, _first, body in batch:
                cells, values, notes, written, error = json.loads(body)
                rows.append((number, cells, Row(values, [Note(*note) for note in notes], written, error)))
            yield rows, {number: first for number, first, _body in batch}

    def _read(self, numbers):
        for (number,) in numbers:
            yield self._disk.execute("SELECT number, first, body FROM rows WHERE number = ?", (number,)).fetchone()
