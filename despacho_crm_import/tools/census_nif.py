"""The NIFs of a long list: which are right, told in a moment, and which came before.

``nif.parse`` reads whatever people write; most of a list is written as it should be, and for that a table is
enough. Source: Orden EHA/451/2008; Real Decreto 1553/2005 (DNI), art. 11. Nothing here touches a database.
"""

from odoo.addons.despacho_crm.tools import nif

_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_CONTROL = "JABCDEFGHI"
_NIE = {"X": "0", "Y": "1", "Z": "2"}
_DIGITS = frozenset("0123456789")


def _weight(digits, odd):
    """Return what ``digits`` add to the control of a NIF; ``odd``: whether the first is in an odd position."""
    total = 0
    for place, digit in enumerate(digits):
        number = int(digit)
        if (place % 2 == 0) == odd:
            number = number * 2 // 10 + number * 2 % 10
        total += number
    return total


#: Of the first three digits and of the four others.
_FIRST = {f"{number:03}": _weight(f"{number:03}", True) for number in range(1000)}
_LAST = {f"{number:04}": _weight(f"{number:04}", False) for number in range(10_000)}


def plain_key(text):
    """Return ``text`` when it is a right Spanish NIF written as its key is, '' when it has to be looked at."""
    if len(text) != 9:
        return ""
    first, last = text[0], text[8]
    if first in nif.ENTITY_LETTERS:
        one, two = _FIRST.get(text[1:4]), _LAST.get(text[4:8])
        if one is None or two is None or text[1:8] == "0000000":
            return ""
        control = -(one + two) % 10
        if last == _CONTROL[control]:
            return "" if first in nif.CONTROL_DIGIT or first not in _LETTER_ALLOWED else text
        return text if last in _DIGITS and int(last) == control and first not in nif.CONTROL_LETTER else ""
    digits = _NIE.get(first, first) + text[1:8]
    if not digits.isdigit() or not digits.isascii() or digits[:1] not in _DIGITS or text in nif.PLACEHOLDERS:
        return ""
    if digits.startswith("0") and not text[1:8].strip("0"):
        return ""
    return text if last == _LETTERS[int(digits) % 23] else ""


#: Classes that may end in a letter.
_LETTER_ALLOWED = nif.ENTITY_LETTERS - nif.CONTROL_DIGIT


def mark(key):
    """Return what tells the NIF ``key``, as ``nif.parse`` gives it, from others: the last character of a Spanish one
    follows from the rest, be it written as a digit or as a letter."""
    digits = key[1:8]
    return key[:8] if len(key) == 9 and digits.isdigit() and digits.isascii() else key


class Seen:
    """Which NIFs of a file came before: a bit for each number there may be, so that the memory has a bound.

    A block of a million and a quarter bytes for each first character that the file has.
    """

    _SIZE = 10**7 // 8

    def __init__(self):
        self._blocks = {}
        self._others = set()

    def add(self, key):
        """Return whether ``key`` (as ``nif.parse`` gives it) is new, and remember it."""
        digits = key[1:8]
        if len(key) != 9 or not digits.isdigit() or not digits.isascii():
            new = key not in self._others
            self._others.add(key)
            return new
        # The last character follows from the others.
        block = self._blocks.get(key[0])
        if block is None:
            block = self._blocks[key[0]] = bytearray(self._SIZE)
        place, bit = divmod(int(digits), 8)
        bit = 1 << bit
        if block[place] & bit:
            return False
        block[place] |= bit
        return True

    def __contains__(self, key):
        digits = key[1:8]
        if len(key) != 9 or not digits.isdigit() or not digits.isascii():
            return key in self._others
        block = self._blocks.get(key[0])
        place, bit = divmod(int(digits), 8)
        return block is not None and bool(block[place] & 1 << bit)

    def __bool__(self):
        return bool(self._blocks or self._others)
