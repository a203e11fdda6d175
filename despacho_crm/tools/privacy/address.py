"""How e-mails, numbers and people are compared with those who consented, who said no or who are in a list."""

import hashlib
import re

from ..matching import normalise
from ..phone import split_phones

_WORD = re.compile(r"\w+")
_EMAIL = re.compile(r"[^\s<>,;:\"()]+@[^\s<>,;:\"()]+")
_E164 = re.compile(r"^\+\d{7,15}$")


def phone(text: str | None) -> str | None:
    """Return the number as blacklists have it, or None: ``+34931234567``.

    >>> phone("93 123 45 67")
    '+34931234567'
    >>> phone("+34931234567")
    '+34931234567'
    >>> phone("centralita") is None
    True
    """
    if not text:
        return None
    if _E164.match(text):
        return text
    found = split_phones(text).found
    return found[0].number.replace(" ", "") if found else None


def email(text: str | None) -> str | None:
    """Return the address as blacklists have it, or None.

    Of several, the first one, as contacts have it.

    >>> email(" Ana@Acme.ES ")
    'ana@acme.es'
    >>> email('"Roca, Ana" <Ana@Acme.ES>')
    'ana@acme.es'
    >>> email("centralita") is None
    True
    """
    found = _EMAIL.search((text or "").lower())
    return found and found[0]


def who(name: str | None, zip_code: str | None) -> str | None:
    """Return what is kept of somebody's post address so as not to write to them again: no name can be read in it.

    >>> who("Roca Pons, Ana", "08001") == who("ANA ROCA PONS", "08001")
    True
    >>> who("Ana Roca", None) is None
    True
    """
    words = sorted(_WORD.findall(normalise.plain(name)))
    code = normalise.postcode(zip_code or "")
    if not words or not code:
        return None
    return hashlib.sha256(" ".join([*words, code]).encode()).hexdigest()
