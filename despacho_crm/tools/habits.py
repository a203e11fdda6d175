"""Usual moments: a day of the week and a band of hours, numbered so that one column holds them.

Slot 0 is no slot at all; slot 1 is Monday before eight, and each day has ``len(EDGES) + 1`` bands.
"""

from bisect import bisect_right
from datetime import datetime

#: Hours at which a band ends and the next begins.
EDGES = (8, 10, 12, 14, 16, 18, 20)
BANDS = len(EDGES) + 1
DAYS = 7
#: Where the firm's clients live, unless the contact says another zone.
TIME_ZONE = "Europe/Madrid"
#: A moment is usual when at least one in this many of the observations fell in it.
USUAL_ONE_IN = 3
#: An e-mail «opened» sooner than this after it left was opened by a filter, not by a person.
MACHINE_SECONDS = 60


def slot(moment: datetime) -> int:
    """Return the slot of a local date and time."""
    return 1 + moment.weekday() * BANDS + bisect_right(EDGES, moment.hour)


def split(number: int) -> tuple[int, int, int]:
    """Return (weekday from 0, first hour, hour at which the band ends) of a slot.

    Raises ValueError when the number is none: 0, or past Sunday night.
    """
    if not 1 <= number <= DAYS * BANDS:
        raise ValueError(f"{number} is no slot")
    weekday, band = divmod(number - 1, BANDS)
    limits = (0, *EDGES, 24)
    return weekday, limits[band], limits[band + 1]
