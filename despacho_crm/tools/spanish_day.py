"""What day it is in Spain, where registers and budgets count days, from hours as databases keep them: in UTC."""

from datetime import datetime, time, timezone
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Europe/Madrid")


def day_of(moment):
    """Return the date in Spain of ``moment``, a datetime of UTC without zone."""
    return moment.replace(tzinfo=timezone.utc).astimezone(_ZONE).date()


def moment_of(day, hour=0):
    """Return when it is ``hour`` o'clock of the date ``day`` in Spain, as a datetime of UTC without zone."""
    return datetime.combine(day, time(hour), _ZONE).astimezone(timezone.utc).replace(tzinfo=None)
