"""What the best clients have in common, as weights that anybody can read and add up.

Each thing known of a company (its sector, its size, its province...) speaks for or against its being one of the
best: the weight of evidence, in bits, is how much more often the best have it than the others (I. J. Good, 1950).
What is rare says little: its weight is held back towards none. Things that say the same twice (the activity and its
sector) would count twice: a logistic regression on the weights says how much each kind of thing counts, never below
none. Nothing is told that was not tried on companies that the weights had not seen: folds, and how many more of the
best are among those with the highest scores.
"""

from collections import Counter, defaultdict
from math import exp, log, log2, sqrt
from typing import NamedTuple

from .folds import folds_of

#: With fewer of the best, or of the others, there is nothing to learn from.
FEWEST = 25
FOLDS = 5
#: So many of each are needed for four fifths of them to be ``FEWEST``.
NEEDED = FEWEST * FOLDS // (FOLDS - 1) + 1
#: So many companies like all the others are added to each value: what few have moves little.
HELD_BACK = 6.0
#: How strongly the shares of the features are held towards 1, each counting in full.
_RIDGE = 4.0
_ROUNDS = 100
#: A share moves by so much at most in one round.
_STEP = 0.5
_LOG_2 = log(2)
#: 95 % of a normal distribution lies within so many deviations.
_Z = 1.959963984540054


class Weights(NamedTuple):
    """``base``: bits of a company of which nothing is known; ``shares``: {feature: how much it counts, 0 or more};
    ``bits``: {feature: {value: bits}}."""

    base: float
    shares: dict
    bits: dict

    def explain(self, values):
        """Return [(feature, value, bits)] of ``values``, {feature: value}, what counts most first."""
        found = (
            (feature, value, self.shares[feature] * self.bits[feature].get(value, 0.0))
            for feature, value in values.items()
            if feature in self.bits and value is not None
        )
        return sorted((one for one in found if one[2]), key=lambda one: (-abs(one[2]), one[0]))

    def score(self, values):
        """Return the bits that speak for a company: their sum and the base."""
        return self.base + sum(bits for _feature, _value, bits in self.explain(values))

    def chance(self, values):
        """Return the share of companies of such ``values`` that are of the best, from 0 to 1."""
        return _chance(self.score(values) * _LOG_2)


def _chance(odds):
    return 1 / (1 + exp(-odds)) if odds > -700 else 0.0


def fit(companies):
    """Return the ``Weights`` of ``companies``, [({feature: value or None}, whether it is one of the best)].

    None when there are too few of the best or of the others.
    """
    best = sum(1 for _values, is_best in companies if is_best)
    others = len(companies) - best
    if min(best, others) < FEWEST:
        return None
    bits = _bits(companies, best, others)
    base = log2(best / others)
    return Weights(base, _shares(companies, base, bits), bits)


def _bits(companies, best, others):
    """Return {feature: {value: bits}}: what is not known says nothing."""
    seen = defaultdict(Counter)
    for values, is_best in companies:
        for feature, value in values.items():
            if value is not None:
                seen[feature][value, bool(is_best)] += 1
    share = best / (best + others)
    result = {}
    for feature, counts in sorted(seen.items()):
        known_best = sum(number for (_value, is_best), number in counts.items() if is_best)
        known_others = sum(counts.values()) - known_best
        result[feature] = {}
        for value in dict.fromkeys(value for value, _is_best in counts):
            mine = counts[value, True] + HELD_BACK * share
            theirs = counts[value, False] + HELD_BACK * (1 - share)
            all_best, all_others = known_best + HELD_BACK * share, known_others + HELD_BACK * (1 - share)
            result[feature][value] = log2(mine / all_best) - log2(theirs / all_others)
    return result


def _shares(companies, base, bits):
    """Return {feature: how much it counts}: ridge logistic regression, one share at a time, by Newton's method."""
    features = list(bits)
    rows = Counter(
        (tuple(bits[feature].get(values.get(feature), 0.0) * _LOG_2 for feature in features), bool(is_best))
        for values, is_best in companies
    )
    shares = [1.0] * len(features)
    odds = {row: base * _LOG_2 + sum(row[0]) for row in rows}
    for _round in range(_ROUNDS):
        moved = 0.0
        for place in range(len(features)):
            slope, curve = _RIDGE * (1 - shares[place]), _RIDGE
            for row, number in rows.items():
                weight = row[0][place]
                if weight:
                    chance = _chance(odds[row])
                    slope += number * (row[1] - chance) * weight
                    curve += number * weight * weight * chance * (1 - chance)
            # No step is so long that it could swing to and fro.
            step = max(min(slope / curve, _STEP), -_STEP, -shares[place])
            if step:
                shares[place] += step
                for row in rows:
                    odds[row] += step * row[0][place]
                moved = max(moved, abs(step))
        if moved < 1e-5:
            break
    return {feature: round(share, 4) for feature, share in zip(features, shares, strict=True)}


class Trial(NamedTuple):
    """How the weights did with companies that they had not seen.

    ``area``: chance that one of the best scores higher than another company, 0.5 when the weights know nothing;
    ``range``: (lowest, highest) area that so many of the best and of the others speak for;
    ``lift``: [(share of all the companies, those with the highest scores first; share of the best among them)].
    """

    area: float
    range: tuple
    lift: list


def tried(companies, keys):
    """Return the ``Trial`` of weights learnt from four fifths of ``companies`` on the other fifth, of each fifth.

    ``keys``: of each company what tells it from the others; the same companies are always tried together.
    None when there are too few.
    """
    folds = folds_of(list(keys), [bool(is_best) for _values, is_best in companies], FOLDS)
    scored = []
    for fold in range(FOLDS):
        weights = fit([one for one, mine in zip(companies, folds, strict=True) if mine != fold])
        if weights is None:
            return None
        scored += [
            (weights.score(values), bool(is_best))
            for (values, is_best), mine in zip(companies, folds, strict=True)
            if mine == fold
        ]
    whole = area(scored)
    best = sum(is_best for _score, is_best in scored)
    return Trial(whole, area_range(whole, best, len(scored) - best), lift(scored))


def area(scored):
    """Return the area under the curve of ``scored``, [(score, whether it is one of the best)]: ties count half."""
    best, all_of_it = Counter(), Counter()
    for score, is_best in scored:
        all_of_it[score] += 1
        best[score] += is_best
    below = won = 0
    for score in sorted(all_of_it):
        others = all_of_it[score] - best[score]
        won += best[score] * (below + others / 2)
        below += others
    number = sum(best.values())
    return won / (number * below) if number and below else 0.5


def area_range(area, best, others):
    """Return (lowest, highest) ``area`` that ``best`` and ``others`` companies speak for (Hanley, McNeil, 1982; 95 %).

    >>> [round(one, 2) for one in area_range(0.6, 32, 100)]
    [0.48, 0.72]
    """
    above, below = area / (2 - area), 2 * area * area / (1 + area)
    square = area * area
    spread = area * (1 - area) + (best - 1) * (above - square) + (others - 1) * (below - square)
    around = _Z * sqrt(max(0.0, spread) / (best * others))
    return max(0.0, area - around), min(1.0, area + around)


def lift(scored, steps=10):
    """Return [(share of all, share of the best among them)] of ``scored``, the highest first, in ``steps`` of both.

    Companies with one score stand in no order: their best are spread evenly over them.
    """
    totals, best = Counter(), Counter()
    for score, is_best in scored:
        totals[score] += 1
        best[score] += is_best
    every, all_best = len(scored), sum(best.values())
    points, seen, found = [], 0, 0.0
    order = sorted(totals, reverse=True)
    place = 0
    for step in range(1, steps + 1):
        until = every * step / steps
        while place < len(order) and seen + totals[order[place]] <= until + 1e-9:
            seen += totals[order[place]]
            found += best[order[place]]
            place += 1
        part = (until - seen) / totals[order[place]] * best[order[place]] if place < len(order) else 0
        points.append((step / steps, (found + part) / all_best if all_best else 0.0))
    return points
