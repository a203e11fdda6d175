"""What a person is proposed to reach in a month, from what that person did before and what the pipeline says."""

import math
from collections.abc import Iterable, Mapping

#: Objectives in money are proposed in round figures.
ROUND_MONEY = 10


def recent(months: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the mean per kind of the months in which something was done: in the others nobody was there to do it.

    >>> recent([{"calls": 10, "visits": 0}, {"calls": 0, "visits": 0}, {"calls": 20, "visits": 3}])
    {'calls': 15.0, 'visits': 1.5}
    >>> recent([{"calls": 0}])
    {}
    """
    worked = [month for month in months if any(month.values())]
    return {kind: sum(month[kind] for month in worked) / len(worked) for kind in worked[0]} if worked else {}


def proposed(bases: Iterable[float | None], money: bool = False) -> float:
    """Return the mean of the bases that are known, rounded up: to a whole number, or to tens of money.

    :param bases: the same month of last year, the mean of the last months, the pipeline; None where it is not known

    >>> proposed([12, 15.5])
    14
    >>> proposed([None, 15.5])
    16
    >>> proposed([1000, 2003, None], money=True)
    1510
    >>> proposed([None, None])
    0
    """
    known = [base for base in bases if base is not None]
    if not known:
        return 0
    unit = ROUND_MONEY if money else 1
    # A mean of 3.0000000001 is three.
    return math.ceil(round(sum(known) / len(known) / unit, 6)) * unit
