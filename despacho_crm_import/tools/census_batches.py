"""A long list of companies in batches ready to be copied, each prepared while the database works on the last one.

Nothing here touches a database.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import NamedTuple

from .census import COLUMNS, copy_line
from .census_joined import Joined
from .census_nif import Seen

_STATE = COLUMNS.index("state")


class Batch(NamedTuple):
    """Some rows of the file that are done together.

    ``last``: how far one came: number of the last of them, and beyond the last of the file one more for each row that
    had been put aside; ``count``: how many they are; ``lines``: bytes that COPY takes, in the order of
    :data:`.census.COLUMNS`, and the number of the row; ``fills``: the same of rows of earlier dates, which count only
    where nothing is known; ``taken``: how many ``lines`` are; ``joined``: [(number, cells,
    Company)] of companies that several rows tell of; ``rejected``: as those; ``repairs``: {code of a note: how many}.
    """

    last: int
    count: int
    lines: bytes
    fills: bytes
    taken: int
    joined: list
    rejected: list
    repairs: Counter


def batches(rows, cleaner, states, after=0, size=20_000, repeated=()):
    """Yield the :class:`Batch` es of ``rows``, [(number, cells)], that come after ``after``, the ``last`` of one.

    ``states``: {code of a province: what the database has for it}. ``repeated``: the NIFs that several rows have, as
    :func:`find_repeated` gives them: these rows come at the end, joined (see ``census_joined``).
    """
    with closing(Joined()) as aside:
        last = yield from _single(rows, cleaner, states, after, size, repeated, aside)
        if repeated:
            yield from _several(aside, last, after, size)


def _single(rows, cleaner, states, after, size, repeated, aside):
    """Yield the batches of the rows whose NIF no other has, and put the others ``aside``; return the last number."""
    number = 0
    rows = iter(rows)
    while True:
        lines, rejected, repairs, count, before = [], [], Counter(), 0, number
        for number, cells in rows:
            if number <= after and not (repeated and cleaner.key(cells) in repeated):
                continue
            company = cleaner.clean(cells)
            if company.values is None:
                rejected.append((number, cells, company))
            else:
                company.values[_STATE] = states.get(company.values[_STATE], "")
                if repeated and company.key in repeated:
                    aside.add(number, cells, company)
                    continue
                lines.append(copy_line(number, company.values))
                repairs.update(note[0] for note in company.notes)
            count += 1
            if count == size:
                break
        if count:
            yield Batch(number, count, "".join(lines).encode(), b"", len(lines), [], rejected, repairs)
        elif number == before:
            return number


def _several(aside, last, after, size):
    """Yield the batches of the rows that were put ``aside``; ``last``: number of the last row of the file."""
    some, rows, done = [], 0, max(after - last, 0)

    def batch():
        count = sum(company.count for company in some)
        lines, fills = ("".join(texts).encode() for texts in zip(*(company[:2] for company in some), strict=True))
        told = [row for company in some for row in company.told]
        repairs = sum((company.repairs for company in some), Counter())
        return Batch(last + done + count, count, lines, fills, len(some), told, [], repairs)

    for company in aside.companies(done):
        some.append(company)
        rows += len(company.told)
        if rows >= size:
            yield (found := batch())
            some, rows, done = [], 0, found.last - last
    if some:
        yield batch()


def find_repeated(rows, cleaner):
    """Return the NIFs that several of ``rows`` have."""
    seen, repeated = Seen(), Seen()
    for _number, cells in rows:
        key = cleaner.key(cells)
        if key and not seen.add(key):
            repeated.add(key)
    return repeated


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
