"""Which rows of one file are one contact, whatever its length: in the same memory for a thousand as for a million.

The engine looks contacts up in its tables; the rows of a file are in none. What they share is written down on the
disk, brought together there in its order, and read again group by group. Nothing here touches the database of the
firm.
"""

import json
from array import array
from collections import Counter
from itertools import chain, combinations, groupby, islice
from operator import itemgetter

# Odoo's own holds all the groups in memory: these are gone through as they come, sorted by the database.
# pylint: disable=bad-builtin-groupby
from odoo.addons.despacho_crm.tools.matching import keys as kinds
from odoo.addons.despacho_crm.tools.matching.groups import grouped
from odoo.addons.despacho_crm.tools.matching.tokens import Frequencies

from .alike import Mark, Scale
from .first_seen import FirstSeen
from .keys import fingerprint
from .people import are_homonyms
from .scratch import open_scratch, put, with_company

#: A key that more rows share is narrowed with their rarest word, and left alone when that is not enough.
CROWD = 30
#: Lines that are written to the disk at once, pairs that are weighed at once.
_HELD, _WEIGHED = 8_000, 300
#: Bits that tell which keys the rows without NIF have, be it that another one has the same.
_SEEN = 1 << 24
#: What two rows may share that is their own: without it, only one name makes them one.
_OWN = frozenset((kinds.PHONE, kinds.EMAIL, kinds.DOMAIN))
#: What of a row tells it from another.
_TOLD = ("nif", "name", "phone", "mobile", "email", "email2", "website", "zip", "state", "country", "street", "kind",
         "contact_name")  # fmt: skip
_TABLES = """
    CREATE TABLE rows (number INTEGER PRIMARY KEY, print TEXT, size INTEGER, told TEXT);
    CREATE TABLE keys (key INTEGER, stem INTEGER, name INTEGER, number INTEGER, numbered INTEGER);
    CREATE TABLE words (word TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;
    CREATE TABLE equals (number INTEGER, first INTEGER);
    CREATE TABLE groups (key INTEGER PRIMARY KEY, size INTEGER, stems INTEGER);
    CREATE TABLE pairs (one INTEGER, two INTEGER, key INTEGER);
    CREATE TABLE certain (one INTEGER, two INTEGER, bits TEXT);
"""


class Crowd:
    """The rows of a file: who of them share a key, and how many share each value.

    ``count``: function from words to (number of names in the base, {word: names that have it}); ``scales``: how
    much each field counts for this firm. Rows with a NIF are there once each, and added after all the others.
    """

    def __init__(self, count=None, scales=None):
        self._count = count
        self._scales = scales
        # A firm may have learned that any phone in common says who they are, an adviser's too.
        self._all_pairs = any((scales or {}).get(field, 1) > 1 for field in ("phone", "email"))
        self._disk = open_scratch(8)
        self._disk.executescript(_TABLES)
        self._prints = FirstSeen()
        self._seen = bytearray(_SEEN >> 3)
        self._size = self._last = 0
        self._words, self._zips, self._provinces = Counter(), Counter(), Counter()
        self._waiting = {"rows": [], "keys": [], "equals": [], "groups": [], "pairs": [], "certain": []}

    # ------------------------------------------------------------
    # ADDING
    # ------------------------------------------------------------

    def add(self, number, values):
        """Add a row without NIF, in the order of the file: ``number``, {field: value}."""
        said = fingerprint(values)
        # Rows that say the same are one; the first of them is enough to be compared.
        first = self._prints.first(said, number)
        if first != number:
            self._put("equals", (number, first))
            return
        record = self._tally(number, values)
        keys = _keys_of(record)
        for key in keys:
            place = key >> 4 & _SEEN - 1
            self._seen[place >> 3] |= 1 << (place & 7)
        self._write(number, values, said, record, keys)

    def add_numbered(self, number, values):
        """Add a row with NIF: of those that share nothing with a row without, no more is kept than how many say so."""
        record = self._tally(number, values)
        keys = [key for key in _keys_of(record) if self._may_be_seen(key)]
        if keys:
            self._write(number, values, fingerprint(values), record, keys)

    def _may_be_seen(self, key):
        place = key >> 4 & _SEEN - 1
        return self._seen[place >> 3] >> (place & 7) & 1

    def _tally(self, number, values):
        record = Mark.of(values).record
        self._size += 1
        self._last = max(self._last, number)
        self._words.update(set(record.name.tokens))
        self._zips[record.zip] += 1
        self._provinces[record.province] += 1
        if len(self._words) >= _HELD:
            self._put_words()
        return record

    def _write(self, number, values, said, record, keys):
        told = {name: values[name] for name in _TOLD if name in values}
        self._put("rows", (number, said, len(values), json.dumps(told)))
        rest = record.stem, hash(record.name.tokens), number, bool(record.nif)
        self._put("keys", *((key, *rest) for key in keys))

    def _put(self, table, *lines):
        waiting = self._waiting[table]
        waiting += lines
        if len(waiting) >= _HELD:
            self._put_away(table)

    def _put_away(self, *tables):
        for table in tables:
            if waiting := self._waiting[table]:
                marks = ", ".join("?" * len(waiting[0]))
                put(self._disk, f"INSERT INTO {table} VALUES ({marks})", waiting)
                waiting.clear()

    def _put_words(self):
        put(
            self._disk,
            "INSERT INTO words VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET count = count + excluded.count",
            sorted(self._words.items()),
        )
        self._words.clear()

    # ------------------------------------------------------------
    # WHO SHARES A KEY
    # ------------------------------------------------------------

    def _pair(self):
        """Write down who shares a key with whom; stop now and then, for it may take long."""
        self._put_away("rows", "keys", "equals")
        if self._words:
            self._put_words()
        lines = self._disk.execute("SELECT key, stem, name, number, numbered FROM keys ORDER BY key, stem, number")
        for count, members in enumerate(with_company(lines)):
            self._pair_up(members)
            if count % _HELD == 0:
                yield
        self._put_away("groups", "pairs")

    def candidates(self):
        """Yield ((row number, row number), {kind of key: (rows that share it, names under which they do)})."""
        lines = self._disk.execute(
            # The rarest phone that both have; the most names of any.
            "SELECT one, two, key & 15, MIN(size), MAX(stems) FROM pairs JOIN groups USING (key)"
            " GROUP BY one, two, key & 15 ORDER BY one, two"
        )
        for pair, mine in groupby(lines, itemgetter(0, 1)):
            yield pair, {kind: (size, stems) for _one, _two, kind, size, stems in mine}

    def _pair_up(self, members):
        """Write down the pairs of those that share a key, ``members`` by their rarest words."""
        size = stems = 0
        few, key = [], None
        for _stem, part in groupby(members, itemgetter(1)):
            kept, before = [], size
            for member in part:
                size += 1
                if size - before <= CROWD:
                    kept.append(member)
            stems += 1
            key = kept[0][0]
            part = kept if size - before <= CROWD else []
            if few is not None:
                few.append(part)
                if size > CROWD:
                    for mine in few:
                        self._put_pairs(mine)
                    few = None
            else:
                self._put_pairs(part)
        self._put_pairs(list(chain.from_iterable(few or ())))
        self._put("groups", (key, size, stems))

    def _put_pairs(self, members):
        for (key, _stem, name, one, one_has), (_key, _stem, other, two, two_has) in combinations(members, 2):
            if not (one_has and two_has) and (name == other or key & kinds.KIND in _OWN or self._all_pairs):
                self._put("pairs", (min(one, two), max(one, two), key))

    # ------------------------------------------------------------
    # WHO IS WHO
    # ------------------------------------------------------------

    def weigh(self):
        """Find out who is one for certain; stop now and then, for it may take long."""
        yield from self._pair()
        found = self.candidates()
        while batch := list(islice(found, _WEIGHED)):
            for (one, two), bits in self._weigh(batch):
                self._put("certain", (one, two, json.dumps(bits)))
            yield
        self._put_away("certain")

    def _weigh(self, candidates):
        """Yield ((row number, row number), {field: bits}) of those of ``candidates`` that are one for certain."""
        rows = self._read({number for pair, _shared in candidates for number in pair})
        marks = {number: Mark.of(values) for number, (_said, _size, values) in rows.items()}
        scale = self._get_scale({word for mark in marks.values() for word in mark.record.name.tokens})
        for (one, two), shared in candidates:
            if bits := scale.certain(marks[one], marks[two], shared):
                yield (one, two), bits

    def certain(self):
        """Yield ((row number, row number), {field: bits}) of those that are one, when they have been weighed."""
        for one, two, bits in self._disk.execute("SELECT one, two, bits FROM certain ORDER BY one, two"):
            yield (one, two), json.loads(bits)

    def _get_scale(self, words):
        lines = self._disk.execute(
            "SELECT word, count FROM words WHERE word IN (SELECT value FROM json_each(?))", [json.dumps(list(words))]
        )
        counts = Counter(dict(lines))
        total, others = self._count(list(words)) if self._count else (0, {})
        counts.update(others)
        size = total + self._size
        return Scale(size, Frequencies(size, counts), self._zips, self._provinces, self._scales)

    def _read(self, numbers):
        """Return {row number: (fingerprint, how much it says, {field: value})}."""
        lines = self._disk.execute(
            "SELECT number, print, size, told FROM rows WHERE number IN (SELECT value FROM json_each(?))",
            [json.dumps(list(numbers))],
        )
        return {number: (said, size, json.loads(told)) for number, said, size, told in lines}

    def repeated(self):
        """Yield (number of a row without NIF, number of the row that it repeats).

        Of those that are one contact, the others repeat the one with NIF, else the one that says
        the most. Two persons who only share the name and the place are two, and so are two NIFs.
        To be asked once all have been weighed.
        """
        chains = array("i", range(self._last + 1))

        def head(number):
            while chains[number] != number:
                chains[number] = number = chains[chains[number]]
            return number

        for (one, two), _bits in self.certain():
            chains[head(two)] = head(one)
        self._disk.create_function("head", 1, head)
        lines = self._disk.execute("SELECT head(one) AS head, one, two, bits FROM certain ORDER BY head")
        firsts = FirstSeen()
        for _head, mine in groupby(lines, itemgetter(0)):
            pairs = {(one, two): round(sum(json.loads(bits).values()), 6) for _head, one, two, bits in mine}
            for number, first in self._settle(pairs):
                firsts.first(number, first)
                yield number, first
        for number, first in self._disk.execute("SELECT number, first FROM equals"):
            head_of = firsts.get(first)
            yield number, first if head_of is None else head_of

    def _settle(self, pairs):
        """Yield (row number, number of the row that it repeats) of what hangs together by ``pairs``, {pair: bits}."""
        rows = self._read({number for pair in pairs for number in pair})

        def likeliest(pair):
            return -pairs[pair], sorted(rows[number][0] for number in pair)

        def are_apart(some, others):
            return any(_are_apart(rows[one][2], rows[two][2]) for one in some for two in others)

        for group, _pairs in grouped(sorted(pairs, key=likeliest), lambda pair: pair, are_apart):
            first = min(group, key=lambda one: ("nif" not in rows[one][2], -rows[one][1], rows[one][0]))
            yield from ((number, first) for number in group if number != first)


def _keys_of(record):
    """Return the keys of ``record`` under which another row may be it: not the NIF, of which each has its own."""
    return [key for key in record.keys() if key & kinds.KIND != kinds.NIF]


def _are_apart(one, other):
    """Whether two rows cannot be one contact."""
    return ("nif" in one and "nif" in other) or are_homonyms(one, other)
