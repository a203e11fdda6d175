"""How large the market of a profile is: what the firm could win of it, from what it has won of the like.

For each kind of company (a cell: its activity, size, place...) the firm has ``clients`` of the ``companies`` that
there are. The share that it has of all of them is what may be expected of a cell of which it knows little; of one
where it has many, its own. The range is that of the share: the firm's future is wider than it.
"""

from math import sqrt
from typing import NamedTuple

from .significance import interval

#: A cell is held towards the whole by as much as so many companies would say.
HELD_BACK = 200.0


class Cell(NamedTuple):
    """``companies``: how many there are; ``clients``: of the firm, of them; ``revenue``: of those, a year, in euros."""

    key: object
    companies: int
    clients: int
    revenue: float


class Market(NamedTuple):
    """``clients``, ``revenue``: expected of ``companies`` that are no clients yet, each with (lowest, highest)."""

    key: object
    companies: int
    clients: float
    clients_range: tuple
    revenue: float
    revenue_range: tuple


def sized(cells):
    """Return the ``Market`` of each of ``cells``: of the companies that are no clients yet.

    None of all is expected when the firm has no client at all: there is nothing to learn from.
    """
    companies, clients = sum(cell.companies for cell in cells), sum(cell.clients for cell in cells)
    revenue = sum(cell.revenue for cell in cells)
    if not clients or not companies:
        return [Market(cell.key, cell.companies, 0.0, (0.0, 0.0), 0.0, (0.0, 0.0)) for cell in cells]
    whole, each = clients / companies, revenue / clients
    return [_market(cell, whole, each) for cell in cells]


def _market(cell, whole, each):
    free = max(0, cell.companies - cell.clients)
    size = cell.companies + HELD_BACK
    used = cell.clients + HELD_BACK * whole
    low, high = interval(used, size)
    # What one client pays: its own cell's as far as it has clients, of all else.
    pays = (cell.revenue + each * sqrt(HELD_BACK)) / (cell.clients + sqrt(HELD_BACK))
    expected, least, most = (free * share for share in (used / size, low, high))
    return Market(cell.key, free, expected, (least, most), expected * pays, (least * pays, most * pays))
