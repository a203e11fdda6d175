"""Phone numbers out of the cells and fields where people write them.

Spanish numbers have nine digits (Plan Nacional de Numeración: 6 and 7 mobiles,
8 and 9 landlines and special services) and are read without a library, which
is what makes long files quick; the others are left to ``phonenumbers``.

Nothing here touches a database.
"""

import functools
import re
from typing import NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

_FLOAT = re.compile(r"^(\d{6,15})[.,]0+$")
#: Between two numbers; a slash or a hyphen also stands between groups of digits.
_BETWEEN = re.compile(r"\s*(?:[;,|\n]|//|\s/\s|\s[yoie]\s|\s-\s|\bo\b|\by\b|/(?=\s?\+?\(?\d{2,}))\s*", re.I)
_RUN = re.compile(r"\+?\(?\d[\d\s().\-/]*\d")
#: Words that say what the number is, as its column does.
_LABEL = re.compile(r"(?i)^(?:t|tel|telf|tlf|tfno|tfn|tel[eè]fono?|m[oòó]vil|m[oò]bil|m|phone|mobile|cel)$")
_FAX = re.compile(r"(?i)\bfax\b[\s.:]*$")
_NOT_DIGIT = re.compile(r"\D")
_TRUNK_ZERO = re.compile(r"\(0\)")
_EXTENSION = re.compile(r"(?i)\b(?:ext(?:ensi[oó]n)?|int(?:erno)?)\.?\s*:?\s*\d{1,5}\b|#\d{1,5}\b")


class Phone(NamedTuple):
    """``number``: ``+34 931 23 45 67``; ``kind``: ``mobile``, ``fixed`` or ''."""

    number: str
    kind: str


class Phones(NamedTuple):
    """``found``: list of :class:`Phone` without repetition; ``rest``: the other words."""

    found: list
    rest: str


@functools.lru_cache(maxsize=8192)
def split_phones(text, country="ES"):
    """Return the :class:`Phones` in ``text``.

    ``text``: one or several numbers with whatever stands around them
    (``671234567 Ana``, ``93 123 45 67 / 600 11 22 33``, ``912345678.0``,
    ``+34 (0)93 123 45 67``). ``country``: ISO code for numbers without prefix.
    """
    text = text.strip()
    if len(text) == 9 and text.isdigit() and country == "ES" and text[0] in "6789":
        return Phones([_spanish(text)], "")
    whole = _FLOAT.match(text)
    if whole:
        text = whole.group(1)
    text = _TRUNK_ZERO.sub(" ", text)
    extensions = _EXTENSION.findall(text)
    if extensions:
        text = _EXTENSION.sub(" ", text)
    found, rest = [], []
    whole = _read_run(text, country) if _RUN.fullmatch(text) else []
    for piece in () if whole else _BETWEEN.split(text):
        _read_piece(piece, country, found, rest)
    found += whole
    rest += [extension.strip() for extension in extensions]
    return Phones(list(dict.fromkeys(found)), " ".join(" ".join(rest).split()))


def choose_phones(in_phone, in_mobile):
    """Return ``(phone, mobile)``, each a :class:`Phone` or None.

    ``in_phone``, ``in_mobile``: those written as phones and as mobiles. A number
    stays where it was written unless the two places are taken by the other's kind.
    """
    every = [*in_phone, *in_mobile]
    fixed = next((one for one in every if one.kind != "mobile"), None)
    mobile = next((one for one in (*in_mobile, *in_phone) if one.kind == "mobile"), None)
    if not fixed and in_phone:
        fixed = in_phone[0]
        mobile = next((one for one in (*in_mobile, *in_phone) if one != fixed), None)
    if not mobile:
        mobile = next((one for one in in_mobile if one != fixed), None)
    return fixed, mobile


def _read_piece(piece, country, found, rest):
    """Add the numbers of ``piece`` to ``found`` and its other words to ``rest``."""
    end = 0
    for run in _RUN.finditer(piece):
        before = piece[end : run.start()]
        phones = [] if _FAX.search(before) else _read_run(run.group(), country)
        if phones:
            found.extend(phones)
            before = before.strip(" :.-()")
            rest.append("" if _LABEL.match(before) else before)
        else:
            rest.append(piece[end : run.end()].strip(" :"))
        end = run.end()
    rest.append(piece[end:].strip(" :.-()"))


def _read_run(written, country):
    """Return the phones of a run of digits and signs, [] when they are none."""
    digits = _NOT_DIGIT.sub("", written)
    plus = written.lstrip("(").startswith("+")
    if not plus and digits.startswith("00"):
        digits, plus = digits[2:], True
    if country == "ES" or plus:
        national = digits[2:] if digits.startswith("34") and (plus or len(digits) == 11) else digits
        national = national[1:] if len(national) == 10 and national[0] == "0" else national
        spanish = not plus or digits.startswith("34")
        if spanish and len(national) % 9 == 0 and national:
            numbers = [national[start : start + 9] for start in range(0, len(national), 9)]
            if all(number[0] in "6789" for number in numbers):
                return [_spanish(number) for number in numbers]
        if spanish:
            return []
    return _read_foreign("+" + digits if plus else digits, country)


def _read_foreign(text, country):
    try:
        number = phonenumbers.parse(text, country or "ES")
    except NumberParseException:
        return []
    if not phonenumbers.is_possible_number(number):
        return []
    kind = phonenumbers.number_type(number)
    mobile = kind == phonenumbers.PhoneNumberType.MOBILE
    fixed = kind == phonenumbers.PhoneNumberType.FIXED_LINE
    shown = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    return [Phone(shown, "mobile" if mobile else "fixed" if fixed else "")]


def _spanish(digits):
    """Return the :class:`Phone` of nine digits, grouped as ``phonenumbers`` does."""
    mobile = digits[0] == "6" or (digits[0] == "7" and digits[1] in "1234")
    if digits[1:3] == "00" and digits[0] in "89":
        shown = f"{digits[:3]} {digits[3:6]} {digits[6:]}"
    else:
        shown = f"{digits[:3]} {digits[3:5]} {digits[5:7]} {digits[7:]}"
    return Phone(f"+34 {shown}", "mobile" if mobile else "fixed")
