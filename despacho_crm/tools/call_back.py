"""When to call again somebody who was not reached: some working days later, at another hour."""

from datetime import datetime, time

from .next_contact import next_day

#: Who does not answer in the morning is called in the afternoon, and the other way round.
MORNING, AFTERNOON = time(10, 0), time(16, 30)
_NOON = 14


def call_back(moment: datetime, days: int) -> datetime:
    """Return when to call again, ``days`` after ``moment``; both in the local time of who calls.

    >>> from datetime import datetime
    >>> call_back(datetime(2026, 11, 23, 11, 0), 2)
    datetime.datetime(2026, 11, 25, 16, 30)
    >>> call_back(datetime(2026, 11, 27, 17, 0), 0)
    datetime.datetime(2026, 11, 30, 10, 0)
    """
    hour = AFTERNOON if moment.hour < _NOON else MORNING
    day = next_day(moment.date(), days)
    if datetime.combine(day, hour) <= moment:
        day = next_day(moment.date(), days + 1)
    return datetime.combine(day, hour)
