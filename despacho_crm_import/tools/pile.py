"""Rows of a file that are put aside until the others have been gone through, in the same memory whatever their number.

Nothing here touches the database of the firm.
"""

import json
from itertools import islice

from odoo.addons.despacho_crm.tools.matching.normalise import plain

from .keys import name_key
from .notes import Note, Row
from .scratch import open_scratch, put

_HELD = 500


class Pile:
    """Rows that come out again in an order of their own: it is none of their order in the file.

    First those that repeat no other, of those the ones that say the most, and then by their ``mark``.
    Rows of one ``key`` repeat the one that says the most, of those ``prefer`` names when there are any; whoever is
    called as the company and something more, at another place, is an establishment and repeats it.
    """

    def __init__(self):
        self._disk = open_scratch(2)
        self._disk.execute(
            "CREATE TABLE rows (number INTEGER PRIMARY KEY, first INTEGER, size INTEGER, named INTEGER, mark TEXT,"
            " key TEXT, preferred INTEGER, called TEXT, place TEXT, body TEXT)"
        )
        self._waiting = []
        self._count = 0

    def __len__(self):
        return self._count

    def add(self, number, cells, row, mark, key=None):
        """Put a row aside: its number, its texts, its ``Row``, and the text ``mark``, equal in equal rows."""
        called, place = "", ""
        if key:
            called = name_key(row.values.get("name") or "")
            place = row.values.get("zip") or plain(row.values.get("city") or "")
        size, named = len(row.values), "name" in row.values
        self._waiting.append((number, 0, size, named, mark, key, 0, called, place, _to_body(cells, row)))
        self._count += 1
        if len(self._waiting) >= _HELD:
            self._put_away()

    def _put_away(self):
        if self._waiting:
            put(self._disk, "INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self._waiting)
            self._waiting.clear()

    def repeat(self, pairs):
        """Note of each of ``pairs``, (number, first), that a row repeats another."""
        self._put_away()
        put(self._disk, "UPDATE rows SET first = ?2 WHERE number = ?1", pairs)

    def prefer(self, numbers):
        """Have the rows ``numbers`` be those that others of their key repeat."""
        self._put_away()
        put(self._disk, "UPDATE rows SET preferred = 1 WHERE number = ?", [(number,) for number in numbers])

    def repeat_keys(self):
        """Note of the rows of one key that they repeat the one that says the most, and establishments its company."""
        self._put_away()
        self._disk.execute(
            """
            WITH mine AS (
                SELECT *, FIRST_VALUE(called) OVER shortest AS company, FIRST_VALUE(place) OVER shortest AS home
                  FROM rows WHERE key IS NOT NULL
                WINDOW shortest AS (
                    PARTITION BY key ORDER BY called = '', LENGTH(called), called, place = '', place
                )
            ), ordered AS (
                SELECT number,
                       FIRST_VALUE(number) OVER (
                           PARTITION BY key
                           ORDER BY preferred DESC,
                                    (company <> '' AND SUBSTR(called, 1, LENGTH(company) + 1) = company || ' '
                                     AND place <> home AND place <> '' AND home <> ''),
                                    size DESC, mark, number
                       ) AS head
                  FROM mine
            )
            UPDATE rows SET first = ordered.head FROM ordered
             WHERE rows.number = ordered.number AND ordered.head <> rows.number
            """
        )

    def groups(self, most):
        """Yield (number of a row that others repeat, its ``Row``, [(number, ``Row``)] of these), ``most`` at most.

        Its ``Row`` is None when it is none of the pile.
        """
        self._put_away()
        self._disk.execute("CREATE INDEX IF NOT EXISTS firsts ON rows (first, size DESC, mark, number)")
        first = 0
        while first := self._disk.execute("SELECT MIN(first) FROM rows WHERE first > ?", (first,)).fetchone()[0]:
            head = self._disk.execute("SELECT body FROM rows WHERE number = ?", (first,)).fetchone()
            others = self._disk.execute(
                "SELECT number, body FROM rows WHERE first = ? ORDER BY size DESC, mark, number LIMIT ?", (first, most)
            ).fetchall()
            yield first, head and _to_row(head[0])[1], [(number, _to_row(body)[1]) for number, body in others]

    def replace(self, rows):
        """Have the rows of the pile among ``rows``, {number: ``Row``}, say that; they come out when they would have."""
        lines = []
        for number, row in rows.items():
            known = self._disk.execute("SELECT body FROM rows WHERE number = ?", (number,)).fetchone()
            if known:
                lines.append((number, _to_body(_to_row(known[0])[0], row)))
        put(self._disk, "UPDATE rows SET body = ?2 WHERE number = ?1", lines)

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
            rows = [(number, *_to_row(body)) for number, _first, body in batch]
            yield rows, {number: first for number, first, _body in batch}

    def _read(self, numbers):
        for (number,) in numbers:
            yield self._disk.execute("SELECT number, first, body FROM rows WHERE number = ?", (number,)).fetchone()


def _to_body(cells, row):
    return json.dumps([cells, row.values, row.notes, row.nif_written, row.nif_error])


def _to_row(body):
    """Return (texts, ``Row``) of what ``_to_body`` made."""
    cells, values, notes, written, error = json.loads(body)
    return cells, Row(values, [Note(*note) for note in notes], written, error)
