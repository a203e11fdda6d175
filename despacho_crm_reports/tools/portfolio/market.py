"""How large the market of a profile is: what the firm could win of it, from what it has won of the like.

For each kind of company (a cell: its activity, size, place...) the firm has ``clients`` of the ``companies`` that
there are. The share that it has of all of them is what may be expected of a cell of which it knows little; of one
where it has many, its own. The range is that of the share and, of the revenue, that of what one client buys too:
from few, who buy very differently, little is known of the next ones. The firm's future is wider than it.
"""

from math import hypot, sqrt
from statistics import NormalDist
from typing import NamedTuple

from .significance import interval

#: A cell is held towards the whole by as much as so many companies would say.
HELD_BACK = 200.0
#: What one client buys is held towards the average of all by as much as so many clients would say.
PAID_BACK = sqrt(HELD_BACK)
#: 95 % of a normal distribution lies within so many deviations.
_Z = NormalDist().inv_cdf(0.975)


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


def sized(cells, spread=0.0):
    """Return the ``Market`` of each of ``cells``: of the companies that are no clients yet.

    ``spread``: deviation of what one client buys, in times what they buy on average; 0 when all buy the same.
    None of all is expected when the firm has no client at all: there is nothing to learn from.
    """
    companies, clients = sum(cell.companies for cell in cells), sum(cell.clients for cell in cells)
    revenue = sum(cell.revenue for cell in cells)
    if not clients or not companies:
        return [Market(cell.key, cell.companies, 0.0, (0.0, 0.0), 0.0, (0.0, 0.0)) for cell in cells]
    whole, each = clients / companies, revenue / clients
    return [_market(cell, whole, each, spread) for cell in cells]


def _market(cell, whole, each, spread):
    free = max(0, cell.companies - cell.clients)
    size = cell.companies + HELD_BACK
    used = cell.clients + HELD_BACK * whole
    share = used / size
    low, high = interval(used, size)
    # What one client pays: its own cell's as far as it has clients, of all else.
    heard = cell.clients + PAID_BACK
    revenue = free * share * (cell.revenue + each * PAID_BACK) / heard
    bought = revenue_range(revenue, low / share, high / share, spread, heard)
    return Market(cell.key, free, free * share, (free * low, free * high), revenue, bought)


def revenue_range(revenue, fewer, more, spread, heard):
    """Return (lowest, highest) ``revenue``, in its unit, 95 %.

    ``fewer``, ``more``: how many times the expected clients there may be, at least and at most; ``spread``: as in
    ``sized``; ``heard``: of how many clients one knows what they buy. Both err on their own: the relative errors of a
    product add up as the sides of a right angle do.

    >>> [round(one) for one in revenue_range(1000, 0.9, 1.1, 0.0, 50)]
    [900, 1100]
    """
    paid = _Z * spread / sqrt(heard)
    return revenue * max(0.0, 1 - hypot(1 - fewer, paid)), revenue * (1 + hypot(more - 1, paid))
