"""Where days, weeks and months begin and end on the clock of a place, for moments kept in UTC as databases keep them.

A day of the place is not always of 24 hours: in Madrid the last Sunday of March has 23 and that of October 25.
"""

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

#: Of the firm, where its company does not say another.
ZONE = "Europe/Madrid"
DAYS = 7
MONTHS = 12


def beginning(day: date, zone: str = ZONE) -> datetime:
    """Return the moment at which ``day`` begins in ``zone``, in UTC and without zone.

    >>> beginning(date(2026, 3, 29)), beginning(date(2026, 3, 30))
    (datetime.datetime(2026, 3, 28, 23, 0), datetime.datetime(2026, 3, 29, 22, 0))
    """
    return moment(day, 0, zone)


def moment(day: date, hour: int, zone: str = ZONE) -> datetime:
    """Return when it is ``hour`` o'clock of ``day`` in ``zone``, in UTC and without zone."""
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(timezone.utc).replace(tzinfo=None)


def bounds(first: date, last: date, zone: str = ZONE) -> tuple[datetime, datetime]:
    """Return the moments from which and before which it is some day from ``first`` to ``last``, both included.

    Raises ValueError when they are the wrong way round.
    """
    if last < first:
        raise ValueError(f"{last} is before {first}")
    return beginning(first, zone), beginning(last + timedelta(days=1), zone)


def local(at: datetime, zone: str = ZONE) -> datetime:
    """Return the day and hour in ``zone`` of a moment in UTC, without zone."""
    return at.replace(tzinfo=timezone.utc).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def week(day: date) -> tuple[date, date]:
    """Return the Monday and the Sunday of the week of ``day``.

    >>> week(date(2026, 11, 22))
    (datetime.date(2026, 11, 16), datetime.date(2026, 11, 22))
    """
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=DAYS - 1)


def month(day: date) -> tuple[date, date]:
    """Return the first and the last day of the month of ``day``.

    >>> month(date(2028, 2, 10))
    (datetime.date(2028, 2, 1), datetime.date(2028, 2, 29))
    """
    first = day.replace(day=1)
    return first, months_after(first, 1) - timedelta(days=1)


def months_after(day: date, count: int) -> date:
    """Return the first day of the month that is ``count`` months after that of ``day``; before it, if negative.

    >>> months_after(date(2026, 1, 31), -1)
    datetime.date(2025, 12, 1)
    """
    years, index = divmod(day.month - 1 + count, MONTHS)
    return date(day.year + years, index + 1, 1)
