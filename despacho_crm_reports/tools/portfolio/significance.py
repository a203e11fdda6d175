"""Which crossed situations of a portfolio stand out, and how sure that is.

A situation is a 2 x 2 table: of ``size`` clients of a segment ``used`` have a service, of ``rest_size`` others
``rest_used``. Each is asked by Fisher's exact test, two-sided (R. A. Fisher, 1935), for cells are small; and since
hundreds are asked at once, what is shown keeps the share of false ones below a rate (Benjamini and Hochberg, 1995).
A difference that is too small to matter is not shown, however sure. Segments of very few are not shown at all: they
say nothing of a sector, and much of a client.
"""

from math import exp, inf, lgamma, sqrt
from typing import NamedTuple

#: Fewer clients than these in a segment, or in the rest, are not shown.
FEWEST = 5
#: Of those shown, at most this share is there by chance.
FALSE_RATE = 0.05
#: Of thousands of clients chance explains no difference at all, however small: 55 % beside 50 % moves nobody to do
#: anything. So many times as much as the rest, or as much less, is worth a sentence...
LEAST_TIMES = 1.5
#: ...unless it is of a handful of each hundred: 3 % is thrice 1 %, and next to nobody...
LEAST_POINTS = 0.05
#: ...and so is whatever is so many points apart: what nearly all of the rest have, nobody has 1.5 times as much.
AMPLE_POINTS = 0.20
#: 0.7 - 0.5 is less than 0.2 for the processor.
_ROUNDING = 1e-9
#: 95 % of a normal distribution lies within so many deviations.
_Z = 1.959963984540054
#: Tables as likely as the one seen, but for the rounding of the processor.
_ALIKE = 1 + 1e-7


class Situation(NamedTuple):
    """Who of a segment has something, and who of the rest: whole numbers, ``used <= size``."""

    key: object
    used: int
    size: int
    rest_used: int
    rest_size: int


class Found(NamedTuple):
    """A situation that stands out. ``share`` and ``rest_share`` from 0 to 1, ``low`` and ``high`` around ``share``.

    ``ratio``: share / rest_share, infinite when nobody of the rest has it. ``chance``: of a difference like this, or
    larger, if there were none. ``adjusted``: the same after having asked about all the others.
    """

    key: object
    share: float
    rest_share: float
    ratio: float
    low: float
    high: float
    chance: float
    adjusted: float


def fisher(used, size, rest_used, rest_size):
    """Return the two-sided chance of Fisher's exact test, from 0 to 1."""
    total, all_used = size + rest_size, used + rest_used
    if not 0 < all_used < total or not size or not rest_size:
        return 1.0
    least, most = max(0, all_used - rest_size), min(size, all_used)
    whole = _choose(total, all_used)

    def likelihood(number):
        return _choose(size, number) + _choose(rest_size, all_used - number) - whole

    seen = exp(likelihood(used)) * _ALIKE
    chances = (exp(likelihood(number)) for number in range(least, most + 1))
    return min(1.0, sum(chance for chance in chances if chance <= seen))


def _choose(total, number):
    """Return the logarithm of the ways of choosing ``number`` of ``total``."""
    return lgamma(total + 1) - lgamma(number + 1) - lgamma(total - number + 1)


def adjusted(chances):
    """Return ``chances`` as they are after having asked about all of them, in their order (Benjamini and Hochberg)."""
    result = [1.0] * len(chances)
    least = 1.0
    order = sorted(range(len(chances)), key=chances.__getitem__)
    for rank in range(len(order), 0, -1):
        place = order[rank - 1]
        least = result[place] = min(least, chances[place] * len(order) / rank)
    return result


def interval(used, size):
    """Return (lowest, highest) share, from 0 to 1, that ``used`` of ``size`` speak for (Wilson, 1927; 95 %)."""
    if not size:
        return 0.0, 1.0
    share, spread = used / size, _Z * _Z / size
    middle = (share + spread / 2) / (1 + spread)
    around = _Z * sqrt(share * (1 - share) / size + spread / (4 * size)) / (1 + spread)
    return max(0.0, middle - around), min(1.0, middle + around)


def outstanding(situations, fewest=FEWEST, rate=FALSE_RATE):
    """Return the ``Found`` of ``situations``, the surest first.

    Those with fewer than ``fewest`` in the segment or in the rest are not asked about. Those that are not ``far``
    are asked about and answer that it was chance: left out, the share of false ones among the others would be larger.
    """
    asked = [one for one in situations if min(one.size, one.rest_size) >= fewest]
    chances = [fisher(*one[1:]) if far(one) else 1.0 for one in asked]
    found = [
        _found(one, chance, after)
        for one, chance, after in zip(asked, chances, adjusted(chances), strict=True)
        if after <= rate
    ]
    return sorted(found, key=lambda one: (one.adjusted, one.chance, -abs(one.share - one.rest_share)))


def far(one):
    """Return whether who of a segment has something is far more, or far less, than of the rest.

    >>> far(Situation("18 % and 12 %", 18, 100, 12, 100)), far(Situation("95 % and 75 %", 95, 100, 75, 100))
    (True, True)
    >>> far(Situation("55 % and 50 %", 1100, 2000, 1500, 3000)), far(Situation("3 % and 1 %", 30, 1000, 10, 1000))
    (False, False)
    """
    low, high = sorted((one.used / one.size, one.rest_used / one.rest_size))
    apart = high - low + _ROUNDING
    return apart >= AMPLE_POINTS or (apart >= LEAST_POINTS and high + _ROUNDING >= LEAST_TIMES * low)


def _found(one, chance, after):
    share, rest = one.used / one.size, one.rest_used / one.rest_size
    ratio = share / rest if rest else inf
    return Found(one.key, share, rest, ratio, *interval(one.used, one.size), chance, after)
