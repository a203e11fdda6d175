"""What the rows of a long list that have one NIF say together, whatever their order in the file.

The latest row prevails, of those of one date the one that says the most; the others say what it does not, the earlier
ones only where nothing is known. Nothing here touches the database of the firm.
"""

import json
from collections import Counter
from itertools import groupby
from typing import NamedTuple

# Odoo's own holds all the groups in memory: these are gone through as they come, sorted by the database.
# pylint: disable=bad-builtin-groupby
from .census import COLUMNS, Company, copy_line, size_of
from .census_nif import mark
from .scratch import open_scratch, put

#: Columns that make sense together: they come from one row.
_TOGETHER = (
    ("name", "legal_form"), ("trade_name",), ("cnae", "cnae_year"), ("activity",), ("employees",), ("turnover",),
    ("founded",), ("phone",), ("email",), ("website",),
)  # fmt: skip
#: Of these, one row completes another where they do not contradict each other.
_ADDRESS = ("street", "zip", "city", "state")
_PLACE = {name: place for place, name in enumerate(COLUMNS)}
_UNITS = [[_PLACE[name] for name in names] for names in _TOGETHER]
_WHERE = [_PLACE[name] for name in _ADDRESS]
_KEY, _DATE, _SIZE = _PLACE["nif_key"], _PLACE["data_date"], _PLACE["size_class"]
_NAME, _TRADE_NAME = _PLACE["name"], _PLACE["trade_name"]
_HELD = 2_000
#: Rows of one company that are told from what became of it: nobody reads more.
MOST_TOLD = 200


class Together(NamedTuple):
    """What the rows of one company say together.

    ``line``: what COPY takes, with the number of the first; ``fill``: the same of rows of earlier dates, '' when they
    say nothing that the others do not; ``count``: how many rows; ``repairs``: {code of a note: how many}; ``told``:
    [(number, cells, ``Company``)] of at most ``MOST_TOLD``, of the date of the first.
    """

    line: str
    fill: str
    count: int
    repairs: Counter
    told: list


class Joined:
    """Rows put aside on the disk until the file is through, in the same memory whatever their number."""

    def __init__(self):
        self._disk = open_scratch(2)
        self._disk.execute("CREATE TABLE rows (mark TEXT, date TEXT, says INTEGER, number INTEGER, body TEXT)")
        self._waiting = []

    def add(self, number, cells, company):
        """Put a row aside: its number, its texts, its ``Company``, which has values."""
        values = company.values
        body = json.dumps([values, cells, company.notes])
        self._waiting.append((mark(company.key), values[_DATE], sum(map(bool, values)), number, body))
        if len(self._waiting) >= _HELD:
            self._put_away()

    def _put_away(self):
        put(self._disk, "INSERT INTO rows VALUES (?, ?, ?, ?, ?)", self._waiting)
        self._waiting.clear()

    def companies(self, after=0):
        """Yield the ``Together`` of each company; ``after``: how many rows, of whole companies, have been done."""
        self._put_away()
        # Equal rows apart, nothing of the order depends on the file.
        found = self._disk.execute(
            "SELECT mark, number, body FROM rows ORDER BY mark, date DESC, says DESC, body, number LIMIT -1 OFFSET ?",
            (after,),
        )
        for _mark, mine in groupby(found, key=lambda line: line[0]):
            together, fill, date, count, first, repairs, told = None, None, "", 0, 0, Counter(), []
            for _same, number, body in mine:
                values, cells, notes = json.loads(body)
                count += 1
                repairs.update(note[0] for note in notes)
                if together is None:
                    together, date, first = values[:], values[_DATE], number
                elif values[_DATE] == date:
                    together = _completed(together, values)
                else:
                    fill = _completed(fill or together[:], values)
                if len(told) < MOST_TOLD:
                    values[_KEY], values[_DATE] = together[_KEY], date
                    told.append((number, cells, Company(values, notes, together[_KEY])))
            line, more = copy_line(first, _settled(together)), fill and copy_line(first, _settled(fill))
            yield Together(line, more if more and more != line else "", count, repairs, told)

    def close(self):
        self._disk.close()


def _completed(values, others):
    """Return ``values`` of a company with what ``others``, of a row that counts less, say more."""
    for unit in _UNITS:
        if not values[unit[0]]:
            for place in unit:
                values[place] = others[place]
    if all(_is_same(values[place], others[place]) for place in _WHERE if values[place] and others[place]):
        for place in _WHERE:
            values[place] = values[place] or others[place]
    return values


def _settled(values):
    """Return ``values`` with what follows from them."""
    values[_SIZE] = size_of(values[_PLACE["employees"]], values[_PLACE["turnover"]])
    if values[_TRADE_NAME] == values[_NAME]:
        values[_TRADE_NAME] = ""
    return values


def _is_same(one, other):
    return one == other or _bare(one) == _bare(other)


def _bare(text):
    return "".join(filter(str.isalnum, text)).casefold()
