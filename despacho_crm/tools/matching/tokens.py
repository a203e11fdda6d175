"""How common the words of names are, in bits: a rare word in common says much, «SERVICIOS» nearly nothing."""

import functools
import math
from importlib.resources import files

_SHIPPED = files(__package__).joinpath("token_counts.txt")
#: What a word is worth at most that nobody has seen, in a base that is not larger.
TOP_BITS = 16.0
#: Words whose bits are held at once: those of the names of a million contacts, some 40 MB; a smaller base has fewer.
HELD = 400_000
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

    ``total``, ``counts``: number of names of the base, {word: names that have it}. ``held``: words whose bits are
    remembered at once.
    """

    def __init__(self, total=0, counts=None, shipped=None, held=HELD):
        shipped_total, known = shipped or shipped_counts()
        total += shipped_total
        #: Word -> log2(names / names with it): 0 for one that all have, the most for one that nobody has.
        self.bits = _Bits(total, counts or {}, known, held).__getitem__
        #: Bits that two names of this base share by chance.
        self.chance = chance_bits(total)


class _Bits(dict):
    """{word: bits}, reckoned when a word is first asked for: a lookup is the whole of what a comparison costs."""

    def __init__(self, total, counts, shipped, held):
        super().__init__()
        self._held = held
        self._total, self._counts, self._shipped = total, counts, shipped
        self._top = max(TOP_BITS, math.log2(total + 1))

    def __missing__(self, word):
        if len(self) >= self._held:
            self.clear()
        seen = self._counts.get(word, 0) + self._shipped.get(word, 0)
        found = self[word] = min(math.log2((self._total + 1) / (seen + 0.5)), self._top)
        return found


def chance_bits(names):
    """Return the bits that two names share by chance in a base of so many ``names``.

    Among some thousands, two that share a rare word are one. Among millions, as many share
    two words as chance brings together; one in ten has a duplicate.
    """
    size = math.log2(max(names, 2))
    return size - max(_FEW_NAMES_CREDIT - 2 * max(0.0, size - _FEW_NAMES), _DUPLICATES)
