"""How common the words of names are, in bits: a rare word in common says much, «SERVICIOS» nearly nothing."""

import functools
import math
from importlib.resources import files

_SHIPPED = files(__package__).joinpath("token_counts.txt")
#: What a word is worth at most that nobody has seen, in a base that is not larger.
TOP_BITS = 16.0
#: log2 of the names of a small base, and how far the bits that names share may fall short of its size.
_FEW_NAMES, _FEW_NAMES_CREDIT = 15.0, 5.0
#: log2 of the share of contacts that have a duplicate.
_DUPLICATES = -3.3


@functools.cache
def shipped_counts():
    """Return (number of names, {word: names that have it}) counted in names published by Spanish public bodies.

    It is what a small firm starts from; words seen in one or two names only are not in it.
    """
    total, *lines = _SHIPPED.read_text(encoding="ascii").split("\n")
    counts = {}
    for line in lines:
        word, _sign, count = line.partition(" ")
        if word:
            counts[word] = int(count)
    return int(total), counts


class Frequencies:
    """Bits of each word, from the names of the base and the shipped table together.

    ``total``, ``counts``: number of names of the base, {word: names that have it}.
    """

    def __init__(self, total=0, counts=None, shipped=None):
        self._shipped_total, self._shipped = shipped or shipped_counts()
        self._total = total + self._shipped_total
        self._counts = counts or {}
        self._bits = {}
        self._top = max(TOP_BITS, math.log2(self._total + 1))
        #: Bits that two names of this base share by chance.
        self.chance = chance_bits(self._total)

    def bits(self, token):
        """Return log2(names / names with ``token``): 0 for a word that all have, the most for one that nobody has."""
        found = self._bits.get(token)
        if found is None:
            seen = self._counts.get(token, 0) + self._shipped.get(token, 0)
            found = self._bits[token] = min(math.log2((self._total + 1) / (seen + 0.5)), self._top)
        return found


def chance_bits(names):
    """Return the bits that two names share by chance in a base of so many ``names``.

    Among some thousands, two that share a rare word are one. Among millions, as many share
    two words as chance brings together; one in ten has a duplicate.
    """
    size = math.log2(max(names, 2))
    return size - max(_FEW_NAMES_CREDIT - 2 * max(0.0, size - _FEW_NAMES), _DUPLICATES)
