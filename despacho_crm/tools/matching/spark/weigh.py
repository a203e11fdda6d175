"""The decision on what Splink finds: names to the last decimal, doubts, and the band.

It runs where Spark does, on any machine: it needs rapidfuzz there, and nothing of Odoo.
"""

from .. import calibrate, score
from ..doubt import doubt
from ..name_model import name_bits
from ..normalise import Name
from ..tokens import Frequencies


class _Once(dict):
    """How many names have a word; those that are not here are in one."""

    def get(self, word, default=None):
        return super().get(word, 1)


class Weigher:
    """Weighs names as they are in this base.

    ``counts``: broadcast {word: names that have it}, without those that one has; ``total``: number of names.
    """

    def __init__(self, counts, total, scales):
        self._counts, self._total, self._scales = counts, total, scales
        self._frequencies = None

    def __getstate__(self):
        # How rare each word is, is found out again where it is needed.
        return self.__dict__ | {"_frequencies": None}

    def names(self, words_one, form_one, core_one, words_two, form_two, core_two):
        """Return the bits of two names; none where one of them is not said."""
        if not (words_one and words_two):
            return 0.0
        if not self._frequencies:
            self._frequencies = Frequencies(self._total, _Once(self._counts.value))
        one, two = (
            Name(tuple(words_one.split()), form_one, core_one),
            Name(tuple(words_two.split()), form_two, core_two),
        )
        return name_bits(one, two, self._frequencies.bits, chance=self._frequencies.chance)

    def decide(self, facts, nif, phone, email, place, street, kind, *names):
        """Return (band, score, bits in the order of ``FIELDS``, doubt); None if the pair is not worth a look.

        ``facts``: see ``doubt``. Bits are as shipped; band and score as the firm's decisions make them count.
        """
        bits = dict(nif=nif, name=self.names(*names), phone=phone, email=email, place=place, street=street, kind=kind)
        counted = calibrate.applied(self._scales, bits)
        worth = sum(counted.values())
        if worth < score.REVIEW:
            return None
        one, two = (Name(tuple(words.split()), form, core) for words, form, core in (names[:3], names[3:]))
        # The same NIF leaves no doubt.
        why_not = "" if nif else doubt(one, two, facts, score.shares_own(bits))
        return score.band(counted, why_not, bits), worth, *(bits[field] for field in score.FIELDS), why_not
