"""The periods that a dashboard is read by."""

from datetime import timedelta

from ..planning.borders import months_after

#: In the order in which they are offered.
PERIODS = (
    "last_12_months",
    "this_month",
    "last_month",
    "this_quarter",
    "last_quarter",
    "this_year",
    "last_year",
)


def days(period, today):
    """Return the first and the last day of a period.

    :param str period: one of PERIODS; a period that is under way goes up to its end, so that what is closed on its
        last day is in it. The last twelve months are whole ones, of which the last is that of ``today``.
    :param date today:
    :raise ValueError: if there is no such period
    """
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    quarter = months_after(today, -((today.month - 1) % 3))
    first, length = {
        "last_12_months": (months_after(month, -11), 12),
        "this_month": (month, 1),
        "last_month": (months_after(month, -1), 1),
        "this_quarter": (quarter, 3),
        "last_quarter": (months_after(quarter, -3), 3),
        "this_year": (year, 12),
        "last_year": (months_after(year, -12), 12),
    }.get(period, (None, 0))
    if first is None:
        raise ValueError(f"There is no period {period!r}.")
    return first, months_after(first, length) - timedelta(days=1)
