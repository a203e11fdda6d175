"""How warm somebody is: what each sign of interest is worth, and for how long.

Cold: could be interested, has shown nothing. Warm: showed interest, without hurry. Hot: clearly
showed it, waits for the firm to act. A sign is *fresh* for the first days and *stale* for some
months more; how many of each is the firm's decision. Afterwards it says nothing.
"""

from typing import NamedTuple

COLD, WARM, HOT = range(3)
NAMES = ("cold", "warm", "hot")


class Sign(NamedTuple):
    """What a sign makes of somebody: ``fresh`` at first, ``stale`` later. ``fades``: a later «no» undoes it."""

    code: str
    fresh: int
    stale: int
    fades: bool


SIGNS = (
    # What they said the last time somebody spoke to them.
    Sign("interested", HOT, WARM, True),
    Sign("information", WARM, WARM, True),
    Sign("undecided", WARM, WARM, True),
    Sign("later", WARM, WARM, True),
    # The chance noted the last time: its own thresholds say whether it is enough for hot or for warm.
    Sign("chance", HOT, WARM, True),
    # What they did.
    Sign("asked", WARM, WARM, True),
    Sign("replied", WARM, WARM, True),
    Sign("clicked", WARM, WARM, True),
    # They signed, and wait for the firm to begin.
    Sign("won", HOT, WARM, True),
    # What is on the table.
    Sign("opportunity", HOT, WARM, False),
    Sign("quotation", HOT, WARM, False),
    Sign("lead", WARM, WARM, False),
    Sign("postponed", WARM, WARM, False),
    Sign("invoice", WARM, WARM, False),
)
#: Reactions of a contact that are signs of interest, with the same name.
REACTIONS = ("interested", "information", "undecided", "later")
#: Signs by which somebody who has no lead showed interest all the same.
RESPONSES = (*REACTIONS, "chance", "asked", "replied", "clicked")
#: A refusal, which is the reason of being cold and no sign of interest.
REFUSED = "refused"
#: How many reasons a sentence gives.
REASONS = 3


def reasons(signals):
    """Return the signals that decide, strongest and latest first.

    ``signals``: dictionaries with ``code``, ``level`` (COLD to HOT) and ``on`` (ISO date). Those of
    a lower level than the strongest are true too, but they are not why.
    """
    if not signals:
        return []
    top = max(signal["level"] for signal in signals)
    deciding = [signal for signal in signals if signal["level"] == top]
    return sorted(deciding, key=lambda signal: (signal["on"], signal["code"]), reverse=True)[:REASONS]
