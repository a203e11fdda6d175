"""Whom to attend first: points for the potential, for the date of the next action and for the purchases.

Each part is a fraction between 0 and 1 of its weight; the weights are the firm's, and together
they are worth 100 points.
"""

from datetime import date
from typing import NamedTuple

#: Days before the next action from which it begins to count.
HORIZON = 14
PARTS = ("potential", "date", "purchases")


class Weights(NamedTuple):
    """What each part is worth, and the yearly amounts from which one is worth all of it."""

    potential: int
    date: int
    purchases: int
    full_potential: float
    full_purchases: float


def share(amount: float, full: float) -> float:
    """Return which part of ``full`` an amount is, between 0 and 1."""
    return min(max(amount / full, 0.0), 1.0) if full > 0 else 0.0


def nearness(next_action: date | None, today: date) -> float:
    """Return 1 when the next action is due, less the further away it is, 0 when there is none near."""
    if not next_action:
        return 0.0
    days = (next_action - today).days
    return min(max(1 - days / HORIZON, 0.0), 1.0)


def points(potential: float, next_action: date | None, purchases: float, weights: Weights, today: date) -> dict:
    """Return the points of each part, in whole numbers."""
    total = weights.potential + weights.date + weights.purchases
    if not total:
        return dict.fromkeys(PARTS, 0)
    return {
        "potential": _points(weights.potential * share(potential, weights.full_potential), total),
        "date": _points(weights.date * nearness(next_action, today), total),
        "purchases": _points(weights.purchases * share(purchases, weights.full_purchases), total),
    }


def _points(weighted: float, total: int) -> int:
    return int(100 * weighted / total + 0.5)
