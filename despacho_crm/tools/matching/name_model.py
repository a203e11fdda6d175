"""How much two names say that they are of one holder.

A logistic model on what the names share and what they do not, each word weighed with
its bits (see ``tokens``): words in common, glued or split, misspelt, abbreviated, in
another order; numbers and legal forms that contradict each other. The weights come
from names that public bodies publish with their NIF: the same NIF written in two ways.
"""

import json
from importlib.resources import files
from math import log
from operator import lt, mul

from rapidfuzz.distance import OSA, Indel, JaroWinkler

#: What a name alone may say, in bits: two firms may share a name, and one firm may have two.
LEAST_BITS, MOST_BITS = -11.0, 9.0

FEATURES = (
    "bias same_letters matched typo abbreviated joined acronym left_less left_more share_less share_more "
    "rarest_matched rarest_left_less rarest_left_more none_left_less order first_word numbers_differ "
    "numbers_one_side form_same form_differs form_one_side similar sorted_similar cut prefix_only "
    "short_similar bits_less bits_more core_same"
).split()


#: Which of the features are bits in common, by tens.
_SHARED = slice(FEATURES.index("matched"), FEATURES.index("acronym") + 1)
_LOG_2 = log(2)

_fitted = json.loads(files(__package__).joinpath("name_weights.json").read_text(encoding="ascii"))
WEIGHTS = tuple(_fitted[feature] for feature in FEATURES)


def features(one, two, bits):
    """Return the values of ``FEATURES`` for two :class:`~.normalise.Name`, whatever their order.

    ``bits``: function from a word to its bits.
    """
    if two < one:
        one, two = two, one
    if one.tokens == two.tokens:
        return _same_words(one, two, bits)
    return _compared(one, two, bits)


def _compared(one, two, bits):
    """The features of two names in their order."""
    aligned = _Alignment(one.tokens, two.tokens, bits)
    left_one, left_two = aligned.left_bits()
    whole_one = sum(map(bits, one.tokens))
    whole_two = sum(map(bits, two.tokens))
    less, more = sorted((left_one, left_two))
    found = aligned.exact + aligned.typo + aligned.abbreviated + aligned.joined + aligned.acronym
    letters_one, letters_two = one.letters, two.letters
    similar = Indel.normalized_similarity(letters_one, letters_two)
    in_order = Indel.normalized_similarity("".join(sorted(one.tokens)), "".join(sorted(two.tokens)))
    # Most names have no digit.
    has_digits = not (letters_one.isalpha() and letters_two.isalpha())
    numbers_one, numbers_two = (one.numbers, two.numbers) if has_digits else (frozenset(), frozenset())
    rare_one, rare_two = aligned.rarest_left()
    shorter, longer = sorted((letters_one, letters_two), key=len)
    cut = len(shorter) >= 20 and longer.startswith(shorter)
    jaro = JaroWinkler.similarity(letters_one, letters_two)
    return (
        1.0,
        float(letters_one == letters_two),
        aligned.exact / 10,
        aligned.typo / 10,
        aligned.abbreviated / 10,
        aligned.joined / 10,
        aligned.acronym / 10,
        less / 10,
        more / 10,
        found / (found + less) if found + less else 0.0,
        found / (found + more) if found + more else 0.0,
        aligned.rarest / 10,
        min(rare_one, rare_two) / 10,
        max(rare_one, rare_two) / 10,
        float(less == 0),
        aligned.order,
        float(bool(one.tokens and two.tokens) and one.tokens[0] == two.tokens[0]),
        float(bool(numbers_one and numbers_two) and numbers_one != numbers_two),
        float(bool(numbers_one) != bool(numbers_two)),
        float(bool(one.form) and one.form == two.form),
        float(bool(one.form and two.form) and one.form != two.form),
        float(bool(one.form) != bool(two.form)),
        similar,
        max(in_order, similar),
        float(cut),
        float(len(shorter) >= 4 and longer.startswith(shorter)),
        jaro**4,
        min(whole_one, whole_two) / 10,
        max(whole_one, whole_two) / 10,
        float(_same_core(one, two)),
    )


def _same_words(one, two, bits):
    """The features of two names with the same words: most of the pairs of a large base."""
    worths = [bits(token) for token in one.tokens]
    whole, count = sum(worths) / 10, len(one.letters)
    has_form = bool(one.form and two.form)
    return (
        *(1.0, 1.0, whole, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, float(whole > 0), float(whole > 0)),
        *(max(worths, default=0.0) / 10, 0.0, 0.0, 1.0, 1.0, float(count > 0), 0.0, 0.0),
        *(float(has_form and one.form == two.form), float(has_form and one.form != two.form)),
        *(float(bool(one.form) != bool(two.form)), 1.0, 1.0, float(count >= 20), float(count >= 4)),
        *(1.0, whole, whole, float(_same_core(one, two))),
    )


def alignment(one, two):
    """Return the words of each name that stand for none of the other, however they are spelled."""
    aligned = _Alignment(one.tokens, two.tokens, len)
    return aligned.left_one, aligned.left_two


def _same_core(one, two):
    """Whether the names differ only in what one of them, or both, say in brackets."""
    if not (one.core or two.core):
        return False
    return (one.core or one.letters) == (two.core or two.letters)


class _Alignment:
    """Which words of two names stand for one another, and how."""

    def __init__(self, one, two, bits):
        self.bits = bits
        self.exact = self.typo = self.abbreviated = self.joined = self.acronym = self.rarest = 0.0
        self.order = 1.0
        left_two = list(two)
        self.left_one, places = [], []
        for token in one:
            if token in left_two:
                left_two[left_two.index(token)] = ""
                places.append(two.index(token))
                worth = bits(token)
                self.exact += worth
                self.rarest = max(self.rarest, worth)
            else:
                self.left_one.append(token)
        self.left_two = [token for token in left_two if token]
        if len(places) > 1:
            self.order = sum(map(lt, places, places[1:])) / (len(places) - 1)
        if self.left_one and self.left_two:
            self._join()
        if self.left_one and self.left_two:
            self._spell()
        if self.left_one and self.left_two:
            self._initials()

    def left_bits(self):
        return sum(map(self.bits, self.left_one)), sum(map(self.bits, self.left_two))

    def rarest_left(self):
        return (
            max(map(self.bits, self.left_one), default=0.0),
            max(map(self.bits, self.left_two), default=0.0),
        )

    def _count(self, kind, tokens_one, tokens_two):
        worth = min(sum(map(self.bits, tokens_one)), sum(map(self.bits, tokens_two)))
        setattr(self, kind, getattr(self, kind) + worth)
        self.rarest = max(self.rarest, worth)

    def _join(self):
        """Words that are written together in one name and apart in the other."""
        for parts, wholes in (
            (self.left_one, self.left_two),
            (self.left_two, self.left_one),
        ):
            start = 0
            while start < len(parts) - 1:
                for size in (2, 3, 4):
                    run = parts[start : start + size]
                    whole = "".join(run)
                    if len(run) == size and whole in wholes:
                        self._count("joined", run, [whole])
                        wholes.remove(whole)
                        del parts[start : start + size]
                        start -= 1
                        break
                start += 1

    def _spell(self):
        """Misspelt and abbreviated words, the most alike first."""
        pairs = []
        for one in self.left_one:
            for two in self.left_two:
                kind, likeness = _alike(one, two)
                if kind:
                    pairs.append((-likeness, *sorted((one, two)), kind, one, two))
        for *_order, kind, one, two in sorted(pairs):
            if one in self.left_one and two in self.left_two:
                self._count(kind, [one], [two])
                self.left_one.remove(one)
                self.left_two.remove(two)

    def _initials(self):
        """The initials of several words of the other name."""
        for short, words in ((self.left_one, self.left_two), (self.left_two, self.left_one)):
            initials = "".join(word[0] for word in words)
            for token in list(short):
                place = initials.find(token) if len(token) > 1 else -1
                if place >= 0:
                    run = words[place : place + len(token)]
                    self._count("acronym", [token], run)
                    short.remove(token)
                    del words[place : place + len(token)]
                    initials = "".join(word[0] for word in words)


def _alike(one, two):
    """Return (``typo``, ``abbreviated`` or '', how alike two different words are)."""
    short, long = sorted((one, two), key=len)
    if long.isdigit() or short.isdigit():
        return "", 0.0
    if len(short) >= 4:
        distance = OSA.distance(short, long, score_cutoff=3)
        likeness = 1 - distance / len(long)
        if distance <= 1 or (distance == 2 and len(long) >= 7) or (distance == 3 and len(long) >= 11):
            return "typo", likeness
    if long.startswith(short):
        return "abbreviated", 0.3 + len(short) / len(long) / 2
    if short[0] == long[0] and len(short) >= 3 and len(long) > len(short) + 1 and _is_within(short, long):
        return "abbreviated", 0.2 + len(short) / len(long) / 2
    return "", 0.0


def _is_within(short, long):
    rest = iter(long)
    return all(letter in rest for letter in short)


def name_bits(one, two, bits, weights=None, chance=None):
    """Return how many bits two names speak for one holder (positive) or for two (negative).

    It is the base 2 logarithm of the odds, held within what a name alone may say.
    ``weights``: of the ``FEATURES``, instead of those that are shipped. ``chance``: what
    names have to have in common before it is no chance, see ``tokens``.
    """
    values = features(one, two, bits)
    worth = sum(map(mul, weights or WEIGHTS, values)) / _LOG_2
    if chance is not None:
        worth = min(worth, 10 * sum(values[_SHARED]) - chance)
    if worth < 0 and sorted(one.tokens) == sorted(two.tokens) and not (one.form and two.form and one.form != two.form):
        # However common its words are, the same name is no sign of two.
        worth = 0.0
    return max(LEAST_BITS, min(MOST_BITS, worth))
