"""What the firm's own decisions say about how much each field counts.

Each field has a scale, 1 as shipped, and all pairs have a base, 0 as shipped: their
logistic regression on the pairs that people joined or rejected, held towards what is
shipped, so that a few decisions change little. Scales stay within bounds and above zero:
what agrees never speaks against.
"""

from math import exp, log

from .score import FIELDS

#: Fewer decisions, or of one kind only, change nothing.
ENOUGH = 50
BOUNDS = (0.25, 2.0)
#: Bits that the base may move.
MOST_SHIFT = 3.0
SHIPPED = dict.fromkeys(FIELDS, 1.0) | {"base": 0.0}
#: How strongly the scales, and the base, are held where they were shipped.
_RIDGE, _BASE_RIDGE = 300.0, 60.0
_ROUNDS = 50
_LOG_2 = log(2)


def fit(decisions, enough=ENOUGH):
    """Return {field: scale, ``base``: bits} of ``decisions``: [({field: bits as shipped}, whether they are one)].

    None when there are fewer than ``enough``, or all of one kind.
    """
    answers = [same for _bits, same in decisions]
    if len(answers) < enough or all(answers) or not any(answers):
        return None
    rows = sorted(([bits.get(field, 0.0) * _LOG_2 for field in FIELDS] + [_LOG_2], same) for bits, same in decisions)
    start = [1.0] * len(FIELDS) + [0.0]
    least = [BOUNDS[0]] * len(FIELDS) + [-MOST_SHIFT]
    most = [BOUNDS[1]] * len(FIELDS) + [MOST_SHIFT]
    ridge = [_RIDGE] * len(FIELDS) + [_BASE_RIDGE]
    found = list(start)
    for _round in range(_ROUNDS):
        step = 0.0
        # One scale at a time, by Newton's method: convex, so that it ends wherever it starts.
        for place in range(len(found)):
            slope, curve = ridge[place] * (start[place] - found[place]), ridge[place]
            for values, same in rows:
                if values[place]:
                    chance = _chance(sum(map(float.__mul__, found, values)))
                    slope += (same - chance) * values[place]
                    # Never less than the curve at its steepest: overshooting would swing to and fro.
                    curve += values[place] ** 2 / 4
            moved = min(max(found[place] + slope / curve, least[place]), most[place])
            step = max(step, abs(moved - found[place]))
            found[place] = moved
        if step < 1e-7:
            break
    return dict(zip((*FIELDS, "base"), (round(value, 4) for value in found), strict=True))


def applied(scales, bits):
    """Return ``bits`` as they count with ``scales``; the base goes to the name, which every pair has."""
    if not scales or scales == SHIPPED:
        return bits
    counted = {field: worth * scales.get(field, 1.0) for field, worth in bits.items()}
    counted["name"] += scales.get("base", 0.0)
    return counted


def _chance(worth):
    return 1 / (1 + exp(-max(-30.0, min(30.0, worth))))
