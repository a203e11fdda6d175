"""A long list of companies in batches ready to be copied, each prepared while the database works on the last one.

Nothing here touches a database.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import NamedTuple

from .census import COLUMNS, copy_line
from .census_nif import Seen

_STATE = COLUMNS.index("state")


class Batch(NamedTuple):
    """Some rows of the file that follow one another.

    ``last``: number of the last of them; ``count``: how many they are; ``lines``: bytes that COPY takes, in the order
    of :data:`.census.COLUMNS`, and the number of the row; ``taken``: how many of them; ``repeated``:
    [(number, cells, Company)] of those that have the NIF of an earlier row; ``rejected``: as those; ``repairs``:
    {code of a note: how many}.
    """

    last: int
    count: int
    lines: bytes
    taken: int
    repeated: list
    rejected: list
    repairs: Counter


def batches(rows, cleaner, states, after=0, size=20_000):
    """Yield the :class:`Batch` es of ``rows``, [(number, cells)], that come after the row numbered ``after``.

    ``states``: {code of a province: what the database has for it}. Of rows with one NIF the first counts, also
    when it comes before ``after``.
    """
    seen = Seen()
    rows = iter(rows)
    first = next(_skipped(rows, cleaner, seen, after), None)
    while first:
        lines, rejected, repairs, repeated, count = [], [], Counter(), [], 0
        for number, cells in _begun(first, islice(rows, size - 1)):
            count += 1
            company = cleaner.clean(cells)
            if company.values is None:
                rejected.append((number, cells, company))
                continue
            company.values[_STATE] = states.get(company.values[_STATE], "")
            if not seen.add(company.key):
                repeated.append((number, cells, company))
            else:
                lines.append(copy_line(number, company.values))
                repairs.update(note[0] for note in company.notes)
        yield Batch(number, count, "".join(lines).encode(), len(lines), repeated, rejected, repairs)
        first = next(rows, None)


def _skipped(rows, cleaner, seen, after):
    """Yield the rows after the one numbered ``after``, having ``seen`` the others."""
    for row in rows:
        if row[0] > after:
            yield row
        elif key := cleaner.key(row[1]):
            seen.add(key)


def _begun(first, rows):
    yield first
    yield from rows


class Ahead:
    """Goes through batches, the next one being prepared by a thread of its own.

    ``take(after)`` gives the batch after the row numbered ``after``: the next, or the last given once more when it was
    not stored; it raises ValueError when it is neither. None at the end.
    """

    def __init__(self, found, after=0):
        self._found = found
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="census")
        self._before, self._batch = after, None
        self._next = self._pool.submit(next, found, None)

    def take(self, after):
        if self._batch is None or after == self._batch.last:
            if self._batch is None and after != self._before:
                raise ValueError(after)
            self._before = after
            self._batch = self._next.result()
            if self._batch:
                self._next = self._pool.submit(next, self._found, None)
        elif after != self._before:
            raise ValueError(after)
        return self._batch

    def close(self):
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._found.close()


class Whole(NamedTuple):
    """What is in a file, before anything is compared with the census."""

    companies: int
    repeated: int
    rejected: Counter


def look_through(rows, cleaner, tell):
    """Return the :class:`Whole` of all ``rows``; ``tell``: function that is given the NIF of each company."""
    seen, rejected, companies, repeated = Seen(), Counter(), 0, 0
    for _number, cells in rows:
        key = cleaner.key(cells)
        if not key:
            rejected[cleaner.clean(cells).reason] += 1
        elif seen.add(key):
            companies += 1
            tell(key)
        else:
            repeated += 1
    return Whole(companies, repeated, rejected)
