"""What a source of enrichment gives, and the sieve through which all of it passes.

A source is a stranger: what it answers may be of another type, of another contact, too much or nonsense.
What passes the sieve may be written; the rest is told, and harms nothing.

Nothing here touches a database.
"""

import math
import re
from datetime import date as Day
from datetime import datetime, timedelta
from typing import NamedTuple


class Found(NamedTuple):
    """A value that a source gives of a contact.

    ``partner_id``: one of those that were asked about; ``field``: of the contact; ``value``: as ``write`` takes it
    (the id of a many2one, a list of ids, a day as text), False when the source says that there is none any more;
    ``date``: the day of which the source knows it, as a date or ISO text, None for today; ``confidence``: from 0 to
    1; ``evidence``: what proves it, as the number of an answer or of an announcement.
    """

    partner_id: int
    field: str
    value: object
    date: object = None
    confidence: float = 1.0
    evidence: str = ""


class Sifted(NamedTuple):
    """``good``: list of :class:`Found`; ``faults``: {code of :data:`FAULTS`: how many}."""

    good: list
    faults: dict


#: Why something that a source gave is left out.
FAULTS = (
    "shape",  # the answer, or one of its parts, is not what a source gives
    "stranger",  # of a contact that was not asked about
    "field",  # of a field that the source does not give
    "type",  # a value of another type
    "huge",  # longer or larger than the field can be
    "date",  # a day that is none, or yet to come
    "confidence",  # not from 0 to 1
    "many",  # more answers than there can be
)
#: Answers for each contact and field that was asked about, at most.
_MOST = 3
_LONGEST = {"char": 400, "text": 20_000, "html": 20_000}
_LARGEST = 2**31 - 1
_MOST_IDS = 200
_EVIDENCE = 1000
#: No text of a contact has them; the database refuses the first one.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def sift(answers, asked, kinds, today):
    """Return the :class:`Sifted` of what a source gave.

    ``answers``: what it gave; ``asked``: ids of the contacts; ``kinds``: {field: (type, choices)} of those that it
    gives, ``choices`` the values of a selection, else None; ``today``: no source knows of a later day.
    """
    good, faults, seen = [], {}, {}

    def fault(code):
        faults[code] = faults.get(code, 0) + 1

    if not isinstance(answers, (list, tuple)):
        return Sifted([], {} if answers is None else {"shape": 1})
    asked = set(asked)
    most = _MOST * max(len(asked), 1) * max(len(kinds), 1)
    if len(answers) > most:
        faults["many"] = len(answers) - most
    for answer in answers[:most]:
        found, code = _sift_one(answer, asked, kinds, today)
        if code:
            fault(code)
            continue
        # The last word of a source on a field counts.
        key = found.partner_id, found.field
        if key in seen:
            good[seen[key]] = found
        else:
            seen[key] = len(good)
            good.append(found)
    return Sifted(good, faults)


def _sift_one(answer, asked, kinds, today):
    """Return (the answer as it may be written, '') or (None, code of :data:`FAULTS`)."""
    if not isinstance(answer, (list, tuple)) or not 3 <= len(answer) <= 6:
        return None, "shape"
    found = Found(*answer)
    if not isinstance(found.partner_id, int) or isinstance(found.partner_id, bool) or found.partner_id not in asked:
        return None, "stranger"
    if not isinstance(found.field, str) or found.field not in kinds:
        return None, "field"
    value, code = _value(found.value, *kinds[found.field])
    if code:
        return None, code
    day = _day(found.date, today)
    if day is None:
        return None, "date"
    sure = found.confidence
    if isinstance(sure, bool) or not isinstance(sure, (int, float)) or not 0 <= sure <= 1:
        return None, "confidence"
    evidence = _CONTROL.sub(" ", found.evidence)[:_EVIDENCE] if isinstance(found.evidence, str) else ""
    return Found(found.partner_id, found.field, value, day, float(sure), evidence), ""


def _value(value, kind, choices):
    """Return (the value, '') or (None, code)."""
    if value is None or value is False and kind != "boolean":
        return False, ""
    read = _READERS.get(kind)
    return read(value, choices, kind) if read else (None, "type")


def _text(value, _choices, kind):
    if not isinstance(value, str):
        return None, "type"
    if len(value) > _LONGEST[kind]:
        return None, "huge"
    if _CONTROL.search(value):
        return None, "type"
    return value.strip() or False, ""


def _number(value, _choices, kind):
    if isinstance(value, bool) or not isinstance(value, int if kind == "integer" else (int, float)):
        return None, "type"
    if kind != "integer" and not math.isfinite(value):
        return None, "type"
    if abs(value) > (_LARGEST if kind == "integer" else 1e15):
        return None, "huge"
    return value, ""


def _id(value, _choices, _kind):
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _LARGEST:
        return None, "type"
    return value, ""


def _ids(value, _choices, _kind):
    if not isinstance(value, (list, tuple)) or any(_id(one, None, "")[1] for one in value):
        return None, "type"
    if len(value) > _MOST_IDS:
        return None, "huge"
    return sorted(set(value)), ""


def _choice(value, choices, _kind):
    return (value, "") if isinstance(value, str) and value in (choices or ()) else (None, "type")


def _flag(value, _choices, _kind):
    return (value, "") if isinstance(value, bool) else (None, "type")


def _date_value(value, _choices, _kind):
    day = _read_day(value)
    return (day.isoformat(), "") if day else (None, "type")


_READERS = {
    **dict.fromkeys(_LONGEST, _text),
    **dict.fromkeys(("integer", "float", "monetary"), _number),
    "many2one": _id,
    "many2many": _ids,
    "selection": _choice,
    "boolean": _flag,
    "date": _date_value,
}


def _read_day(value):
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, Day):
        return value
    try:
        return Day.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def _day(value, today):
    """Return ISO text of the day of an answer, None when it is nonsense."""
    if value is None or value is False:
        return today.isoformat()
    day = _read_day(value)
    # A source of another zone is a day ahead.
    if day is None or day > today + timedelta(days=1) or day.year < 1900:
        return None
    return day.isoformat()
