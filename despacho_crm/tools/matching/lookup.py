"""What to look up where millions of names are indexed by their words: few companies, the right one among them.

The words are those of ``census_words``, as the index of the census has them; the questions are in the language
of PostgreSQL's text search. Nothing here touches a database.
"""

from itertools import combinations
from typing import NamedTuple

from ..census_words import words
from .normalise import name
from .words import CANONICAL

#: Words that tell names apart, and those rare enough to be asked for by how they begin, or by themselves.
_TOLD_BY = 3
_RARE, _LONE = 9.0, 11.0
#: A long word may be misspelt, or of another number or gender, at its end: so much of it is asked for.
_LONG, _LEFT_OUT, _LEAST = 6, 2, 5


class Lookup(NamedTuple):
    """Questions about one name, '' where there is none to ask; each one finds what the next does not.

    ``several``: two of its three rarest words; ``whole``: all three; ``lone``: one of those that are rare enough,
    which is worth asking for where the place is known.
    """

    several: str = ""
    whole: str = ""
    lone: str = ""


def lookup(text, bits, least=0.0):
    """Return the :class:`Lookup` of the name ``text``; ``bits``: function from a compared word to its bits.

    ``least``: bits of two words together below which too many have them both.

    >>> lookup("Zubizarreta Egurrola, S.L.", lambda word: 16.0)
    Lookup(several='zubizarre:* & egurro:*', whole='', lone='zubizarreta | egurrola')
    """
    told = _told_by(text, bits)
    if not told:
        return Lookup()
    asked = [_beginning(word) if worth >= _RARE else word for word, _token, worth in told]
    lone = " | ".join(word for word, _token, worth in told if worth >= _LONE)
    if len(asked) == 1:
        # With how it begins alone, half the census would be asked for.
        return Lookup(told[0][0], "", asked[0] if lone and asked[0] != told[0][0] else "")
    whole = " & ".join(asked)
    pairs = [
        f"{one} & {two}"
        for (one, worth), (two, other) in combinations(zip(asked, (worth for *_word, worth in told), strict=True), 2)
        if worth + other >= least
    ]
    if len(asked) == 2 or not pairs:
        return Lookup(whole, "", lone)
    return Lookup(" | ".join(f"({pair})" for pair in pairs), whole, lone)


def rare_words(text, bits):
    """Return {word as it is written: word as it is compared} of those of ``text`` whose number is worth knowing."""
    return {word: token for word, token, worth in _told_by(text, bits) if worth >= _RARE}


def _told_by(text, bits):
    """Return [(word as it is written, as it is compared, bits)] of the rarest words of a name."""
    tokens = dict.fromkeys(name(text).tokens)
    found = {}
    for word in words(text):
        token = CANONICAL.get(word.upper(), word.upper())
        if token in tokens:
            found.setdefault(token, word)
    # Initials that are one word, and words of which signs were lost.
    for token in tokens:
        found.setdefault(token, token.lower())
    told = [(word, token, bits(token)) for token, word in found.items() if len(word) > 1 and not word.isdigit()]
    told.sort(key=lambda one: (-one[2], -len(one[0]), one[0]))
    return told[:_TOLD_BY]


def _beginning(word):
    return f"{word[: max(_LEAST, len(word) - _LEFT_OUT)]}:*" if len(word) >= _LONG else word
