"""When to contact again: how many days after a contact, and on which working day."""

from datetime import date, timedelta

#: Days until the next try, by what was answered to the contact.
_BY_REACTION = {"interested": 2, "information": 3, "undecided": 15, "later": 90, "complaint": 1}
#: The same where nobody answered, by what happened.
_BY_RESULT = {"no_answer": 2, "left_message": 3, "wrong_number": 1, "bounced": 1}
#: Somebody answered and nothing is known of the reaction.
_REACHED_DAYS = 7
_SATURDAY = 5


def days_until_next(result: str | None, reaction: str | None) -> int | None:
    """Return the days until the next contact, or None where there should be none.

    :param result: how the contact went: a code of ``mail.activity.result``, or nothing yet
    :param reaction: what they answered: a code of ``mail.activity.reaction``, or nothing

    >>> days_until_next("no_answer", None)
    2
    >>> days_until_next("spoke", "later")
    90
    >>> days_until_next("refused", None) is None
    True
    """
    if not result or result == "refused" or reaction == "not_interested":
        return None
    if result in _BY_RESULT:
        return _BY_RESULT[result]
    return _BY_REACTION.get(reaction, _REACHED_DAYS)


def next_day(done: date, days: int) -> date:
    """Return the day that is ``days`` after ``done``, or the Monday after it if it falls on a weekend.

    >>> next_day(date(2026, 3, 2), 2)
    datetime.date(2026, 3, 4)
    >>> next_day(date(2026, 3, 6), 1)
    datetime.date(2026, 3, 9)
    """
    day = done + timedelta(days=days)
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= _SATURDAY else day
