"""The protocol of contact attempts: which try is next, and on which day.

A protocol is a row of tries, each by a channel and some days after the one before. Attempts
are only counted: who makes more than planned, or by another channel, is as far as if it had
been planned.
"""

from dataclasses import dataclass
from datetime import date

from .next_contact import next_day


@dataclass(frozen=True)
class Try:
    """What comes next.

    :param int number: of the try, from 1
    :param int total: how many tries there are, extra ones included
    :param int line: index of the line of the protocol that says how; None when exhausted
    :param day: of the try; None when exhausted
    """

    number: int
    total: int
    line: int | None
    day: date | None

    @property
    def exhausted(self):
        return self.line is None


def next_try(delays, attempts, last, today, extra=0):
    """Return the next ``Try``.

    :param list delays: days of each line after the one before; of the first, after the start
    :param int attempts: made so far
    :param date last: day of the last attempt; None if there was none
    :param date today: no try is planned before it
    :param int extra: tries allowed beyond the lines, which repeat the last one

    >>> from datetime import date
    >>> next_try([0, 2, 3], 1, date(2026, 11, 24), date(2026, 11, 24)).day
    datetime.date(2026, 11, 26)
    >>> next_try([0, 2, 3], 3, date(2026, 11, 24), date(2026, 11, 24)).exhausted
    True
    """
    total = len(delays) + extra if delays else 0
    if attempts >= total:
        return Try(attempts, total, None, None)
    line = min(attempts, len(delays) - 1)
    day = max(next_day(last or today, delays[line]), next_day(today, 0))
    return Try(attempts + 1, total, line, day)
