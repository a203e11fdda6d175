"""Which clients are the best, by what a firm values: how much they buy, how it grows, how many services, how they pay.

Each of the four is turned into points from 0 to 100 by the place that a client has among all: 100 is whoever has the
most, 50 the one in the middle, and 50 too whoever it is not known of. So amounts and days can be added up, and one
enormous client moves nobody else. The points of the four are averaged with the weights that the firm gives them.
"""

from collections import Counter
from math import ceil
from typing import NamedTuple

#: What may be valued, in this order.
MEASURES = ("value", "growth", "services", "payment")
#: Points of what is not known.
MIDDLE = 50.0


class Client(NamedTuple):
    """``value``: bought in the last twelve months, ``before``: in the twelve before, both in one currency;
    ``services``: how many it uses; ``delay``: days after the due day in which it pays, None when not known."""

    key: object
    value: float
    before: float
    services: int
    delay: float | None


class Points(NamedTuple):
    """From 0 to 100 each."""

    total: float
    value: float
    growth: float
    services: float
    payment: float


def growth(value, before):
    """Return how ``value`` grew from ``before``, from -1 (nothing any more) to 1; None for whoever is new.

    To three decimals: who grew as much as another one has as many points, whatever the cents.

    >>> growth(150, 50), growth(50, 50), growth(10, 0)
    (0.5, 0.0, None)
    """
    if before <= 0 or value < 0:
        return None
    return round((value - before) / (value + before), 3)


def places(values):
    """Return the points of each of ``values``, numbers or None, by its place among those that are known.

    >>> places([10, 20, None, 30, 30])
    [0.0, 33.33, 50.0, 83.33, 83.33]
    """
    counts = Counter(value for value in values if value is not None)
    known = counts.total()
    points, below = {None: MIDDLE}, 0
    for value in sorted(counts):
        same = counts[value]
        # Who is alone is neither first nor last.
        points[value] = round(100 * (below + (same - 1) / 2) / (known - 1), 2) if known > 1 else MIDDLE
        below += same
    return [points[value] for value in values]


def points(clients, weights):
    """Return {key: Points} of ``clients``, with ``weights`` {measure: number, 0 or more}."""
    clients = list(clients)
    columns = {
        "value": places([client.value for client in clients]),
        "growth": places([growth(client.value, client.before) for client in clients]),
        "services": places([client.services for client in clients]),
        "payment": places([None if client.delay is None else -client.delay for client in clients]),
    }
    whole = sum(weights.get(name, 0) for name in MEASURES)
    if whole <= 0:
        raise ValueError("no measure has any weight")
    found = {}
    for place, client in enumerate(clients):
        mine = [columns[name][place] for name in MEASURES]
        total = sum(weights.get(name, 0) * one for name, one in zip(MEASURES, mine, strict=True)) / whole
        found[client.key] = Points(round(total, 2), *mine)
    return found


def best(clients, weights, share, least=0.0):
    """Return the keys of the ``share`` (from 0 to 1) of ``clients`` with most points, who bought ``least`` or more.

    Those with as many points as the last one are in too.
    """
    clients = list(clients)
    if not clients:
        return set()
    found = points(clients, weights)
    order = sorted((one.total for one in found.values()), reverse=True)
    limit = order[min(len(order), max(1, ceil(share * len(order)))) - 1]
    return {client.key for client in clients if client.value >= max(least, 0.01) and found[client.key].total >= limit}
