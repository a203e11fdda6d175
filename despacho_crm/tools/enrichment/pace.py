"""When a source may be asked: rate, daily budget, back-off and circuit breaker.

Nothing here touches a database nor a clock: the caller says what time it is, in UTC.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from ..spanish_day import day_of, moment_of

#: Failures in a row after which a source is taken for down, and tried with one contact only.
BREAK = 5
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=6)
#: A source that refuses is not asked again by itself before the next day: somebody has to mend something.
REFUSED_WAIT = timedelta(days=1)
#: What a source may ask for: more is taken for a mistake of its own.
_MOST_RETRY = timedelta(days=2)
_MINUTE = timedelta(minutes=1)


class Pace(NamedTuple):
    """How often a source was asked.

    ``since``: when the minute that is counted began, None when none did; ``asked``: contacts in it;
    ``day``: the day that is counted, as in Spain, None when none was; ``spent``: contacts on it.
    """

    since: datetime | None = None
    asked: int = 0
    day: object = None
    spent: int = 0

    def at(self, now):
        """Return the pace as of ``now``: a minute or a day that is over counts no more."""
        over = self.since is None or not timedelta(0) <= now - self.since < _MINUTE
        since, asked = (now, 0) if over else (self.since, self.asked)
        today = day_of(now)
        return Pace(since, asked, today, self.spent if self.day == today else 0)

    def add(self, count):
        """Return the pace once ``count`` more were asked about."""
        return self._replace(asked=self.asked + count, spent=self.spent + count)


def allowance(pace, now, rate=0, budget=0, batch=1):
    """Return (how many contacts may be asked about now, when more may be when it is none).

    ``rate``: contacts a minute; ``budget``: contacts a day; 0 of either for as many as there are;
    ``batch``: the most at a time.
    """
    pace = pace.at(now)
    count, until = batch, None
    if rate:
        count = min(count, rate - pace.asked)
        if count <= 0:
            until = pace.since + _MINUTE
    if budget and pace.spent >= budget:
        count, until = 0, moment_of(pace.day + timedelta(days=1))
    elif budget:
        count = min(count, budget - pace.spent)
    return max(count, 0), until


def wait(failures, retry_after=None):
    """Return how long to wait after so many ``failures`` in a row: twice as long each time, up to six hours.

    ``retry_after``: seconds that the source asked for, None when it did not.
    """
    asked = _read_seconds(retry_after)
    if asked is not None:
        return asked
    return min(_FIRST_WAIT * 2 ** min(max(failures - 1, 0), 20), _LONGEST_WAIT)


def is_broken(failures):
    """Whether the source is taken for down."""
    return failures >= BREAK


def _read_seconds(seconds):
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 <= seconds < float("inf"):
        return None
    return min(timedelta(seconds=max(seconds, 1)), _MOST_RETRY)
