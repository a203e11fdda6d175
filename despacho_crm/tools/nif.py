"""Spanish tax identification numbers (NIF): cleaning, validation, canonical key.

Sources: Ley 58/2003 DA 6ª, Real Decreto 1065/2007 arts. 18-28, Orden EHA/451/2008
(letters and control character of legal persons). Check characters come from
``stdnum``; the control-class rule and the placeholder list are ours, because
``stdnum`` accepts digit or letter for every class and knows no placeholders.

Nothing here touches a database.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from stdnum.es import cif, dni, nif
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.util import get_cc_module

#: Classes whose control character is always a letter / always a digit.
CONTROL_LETTER = frozenset("NPQRSW")
CONTROL_DIGIT = frozenset("ABEH")
#: First characters of natural persons' numbers other than a DNI's digit.
NATURAL_LETTERS = frozenset("KLMXYZ")
#: First characters of legal persons and other entities.
ENTITY_LETTERS = frozenset("ABCDEFGHJNPQRSUVW")
#: Operators of a search by a part of a text.
LIKE = ("like", "ilike", "=like", "=ilike")
#: Numbers with a right control that nobody has: people type them to get past a form.
PLACEHOLDERS = frozenset({"00000001R", "99999999R"})

#: EU VAT prefixes that are not the ISO code of their country.
_PREFIX_TO_COUNTRY = {"EL": "GR", "XI": "GB"}
_LABEL = re.compile(
    r"^\s*(?:(?:N\.?\s?I\.?\s?[FE]|C\.?\s?I\.?\s?F|D\.?\s?N\.?\s?I|VAT|IVA)\b[\s.:/#-]*)+"
    r"(?:N(?:\.?\s?O|[UÚ]M(?:ERO)?\b)\W*)?",
    re.I,
)
_PREFIX = re.compile(r"^(?:ES)+(?=.*[0-9])")
_FLOAT = re.compile(r"^(\d+)[.,]0+$")
_NOISE = re.compile(r"[\W_]+")
_SHAPE = re.compile(r"^(?:\d{8}[A-Z]|[KLMXYZ]\d{7}[A-Z]|[A-HJNP-SUVW]\d{7}[0-9A-J])$", re.A)
_SHORT_DNI = re.compile(r"^(\d{5,7})([A-Z])$", re.A)
_SHORT_NIE = re.compile(r"^([XYZ])(\d{5,6})([A-Z])$", re.A)
_OLD_NIE = re.compile(r"^([XYZ])0(\d{7})([A-Z])$", re.A)


class Nif(NamedTuple):
    """What a written number turned out to be.

    ``key``: canonical form, or '' when there is no number. Spanish: nine
    characters without ``ES``; foreign: ISO country + number.
    ``country``: ISO code of the country that gave the number, or ''.
    ``error``: '' when valid, else ``format``, ``control``, ``class`` or
    ``placeholder``.
    """

    key: str
    country: str
    error: str = ""

    @property
    def valid(self):
        return bool(self.key) and not self.error

    @property
    def state(self):
        """``missing``, ``invalid`` or ``valid``: the words of ``nif_state``."""
        if not self.key:
            return "missing"
        return "invalid" if self.error else "valid"

    @property
    def spanish(self):
        return self.country == "ES"


def compact(value):
    """Return ``value`` in upper case without label or punctuation.

    Letters that no number has (Ñ, É) stay: without them a wrong number could pass.
    ``value``: str, int, float or None, as a person or a spreadsheet wrote it.
    """
    if value is None or value is False:
        return ""
    text = unicodedata.normalize("NFKC", str(value)).strip()
    if _SHAPE.match(text):
        return text  # as most are written
    whole = _FLOAT.match(text)
    if whole:
        text = whole.group(1)
    return _NOISE.sub("", _LABEL.sub("", text).upper())


def clean_spanish(value):
    """Return the nine characters a Spaniard meant by ``value``, right or wrong.

    Drops the label, the punctuation and the ``ES`` prefix, gives back the zeros
    that a spreadsheet took (``1234567L``, ``X123456L``) and the digit that old
    NIEs had in excess. The result is not validated.
    """
    return _completed(compact(value))


def _completed(text):
    """Return what :func:`clean_spanish` does of a compact ``text``."""
    if _SHAPE.match(text):
        return text
    text = _PREFIX.sub("", text)
    short = _SHORT_DNI.match(text)
    if short:
        return short.group(1).zfill(8) + short.group(2)
    short = _SHORT_NIE.match(text)
    if short:
        return short.group(1) + short.group(2).zfill(7) + short.group(3)
    old = _OLD_NIE.match(text)
    if old:
        return "".join(old.groups())
    return text


@lru_cache(maxsize=16384)  # spellings differ, the number is one
def spanish_error(key):
    """Return why ``key`` (as ``clean_spanish`` gives it) is no NIF, or ''.

    ``format``: not of any of the shapes; ``control``: the last character does
    not follow from the others; ``class``: a letter where the class has a digit,
    or the reverse; ``placeholder``: right by chance, given to nobody.
    """
    if not _SHAPE.match(key):
        return "format"
    try:
        nif.validate(key)
    except StdnumError:
        return "control"
    if key[0] in CONTROL_LETTER and key[-1].isdigit():
        return "class"
    if key[0] in CONTROL_DIGIT and not key[-1].isdigit():
        return "class"
    if key in PLACEHOLDERS or (not key[1:8].strip("0") and not "1" <= key[0] <= "9"):
        return "placeholder"
    return ""


@lru_cache(maxsize=16384)  # one number is read several times on its way into the base
def parse(value, country=""):
    """Return the :class:`Nif` that ``value`` stands for.

    ``country``: ISO code of the holder's country, '' when unknown. A number that
    satisfies the known rules of a foreign ``country`` is of that country (an Irish
    number may look like a short DNI); else a valid Spanish number wins (class N and
    NIE are given to foreigners); else the number is read by the rules of
    ``country``; without a country, by the EU prefix it carries; else as a Spanish
    number that is wrong.
    """
    text = compact(value)
    if not re.search("[0-9]", text):
        return Nif("", "")  # nothing, «/», «no tiene», «pendiente»
    country = (country or "").upper()
    prefix = _PREFIX_TO_COUNTRY.get(text[:2], text[:2])
    number = text[2:] if prefix == country and len(text) > 4 else text
    if country not in ("", "ES") and prefix != "ES" and _is_foreign_number(country, number, strict=True):
        return Nif(country + number, country)
    spanish = _completed(text)
    error = spanish_error(spanish)
    if not error:
        return Nif(spanish, "ES")
    if not country and prefix != "ES" and _is_foreign_number(prefix, text[2:], strict=True):
        country, number = prefix, text[2:]
    if country in ("", "ES"):
        return Nif(spanish, "ES", error)
    if not _is_foreign_number(country, number):
        return Nif(country + number, country, "format")
    return Nif(country + number, country)


def _is_foreign_number(country, number, strict=False):
    """Whether ``number`` may be a tax number of ``country``.

    ``strict``: a country without known rules is a no instead of a yes.
    """
    if not country.isalpha() or len(country) != 2 or not re.search(r"\d", number):
        return False
    module = get_cc_module(country, "vat")
    if module is None:
        return not strict and len(number) >= 4
    return module.is_valid(number)


def canonical_vat(value, country=""):
    """Return ``value`` in the one form that Odoo's ``vat`` keeps.

    A Spanish number becomes ``ES`` + key, the form the EU rules of fiscal
    positions and VIES rely on. Anything else is returned as it came: the rules
    of its country are Odoo's.
    """
    found = parse(value, country)
    return "ES" + found.key if found.valid and found.spanish else value


def vat_of_key(key):
    """Return the valid ``key`` in the one form that Odoo's ``vat`` keeps, as :func:`canonical_vat` does."""
    return "ES" + key if _SHAPE.match(key) else key  # no country begins with what a Spanish number does


def search_terms(operator, value):
    """Return [(operator, value)] of the keys that a search for ``value``, in any spelling, is to find.

    None where ``operator`` is none for numbers; an empty list where nothing can be found.

    >>> search_terms("ilike", "b-12345674")
    [('in', ['B12345674'])]
    >>> search_terms("ilike", "12345")
    [('=like', '12345%'), ('=like', '_12345%')]
    """
    if operator == "in":
        return [("in", [key for item in value if item and (key := parse(item).key)])]
    if operator not in LIKE:
        return None
    found = parse(value)
    if found.valid:
        return [("in", [found.key])]
    # Part of a number: as written, and as core stores what it can't validate.
    part = clean_spanish(value)
    if len(part) < 3:
        return []
    # Digits alone: the letter of the company may be left out.
    without_letter = [("=like", f"_{part}%")] if part.isdigit() and len(part) >= 5 else []
    return [("=like", f"{part}%"), *without_letter]


def person_kind(key):
    """Return ``natural``, ``legal``, ``entity``, ``public`` or '' for a Spanish key.

    ``entity``: without legal personality (comunidades de bienes and de
    propietarios, sociedades civiles, UTE). Foreign keys give ''.
    """
    if not _SHAPE.match(key or ""):
        return ""
    first = key[0]
    if first.isdigit() or first in NATURAL_LETTERS:
        return "natural"
    if first in "PQS":
        return "public"
    if first in "EHJU":
        return "entity"
    return "legal" if first in ENTITY_LETTERS else ""


def make_spanish(first, digits):
    """Return the valid key of class ``first`` with the given ``digits``.

    ``first``: '' for a DNI (8 digits), else the class letter (7 digits).
    For fictional data and for tests; no placeholder is refused.
    """
    if first and first in ENTITY_LETTERS:
        digit, letter = cif.calc_check_digits(first + digits)
        return first + digits + (letter if first in CONTROL_LETTER else digit)
    return first + digits + dni.calc_check_digit({"Y": "1", "Z": "2"}.get(first, "") + digits)
