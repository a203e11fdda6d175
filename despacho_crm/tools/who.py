"""What somebody types in answer to «who calls?»: a name, a number, an address or a NIF.

Nothing here touches a database.
"""

import re
from typing import NamedTuple

from . import nif, phone

_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
_PHONE_DIGITS = 9
_NOT_DIGIT = re.compile(r"\D")
_ONLY_NUMBER = re.compile(r"^[+\d\s().\-/]+$")


class Who(NamedTuple):
    """One of the four is filled in; the NIF and the phone as the firm writes them."""

    name: str = ""
    phone: str = ""
    email: str = ""
    vat: str = ""


def read_who(text: str) -> Who:
    """Return what ``text`` is.

    >>> read_who("b-12345674").vat
    'B12345674'
    >>> read_who("931 234 567").phone
    '+34 931 23 45 67'
    >>> read_who("ana@vega.example").email
    'ana@vega.example'
    >>> read_who("Ana Vega").name
    'Ana Vega'
    """
    text = " ".join((text or "").split())
    if _EMAIL.match(text):
        return Who(email=text.lower())
    found = nif.parse(text)
    if found.valid:
        return Who(vat=found.key)
    if digits(text):
        numbers = phone.split_phones(text).found
        return Who(phone=numbers[0].number if numbers else text)
    return Who(name=text)


def digits(text: str) -> str:
    """Return the digits of ``text`` where it is a phone number and nothing else, or ''.

    >>> digits("931 234 567")
    '931234567'
    >>> digits("Calle 9")
    ''
    """
    text = text or ""
    only = _NOT_DIGIT.sub("", text)
    return only if len(only) >= _PHONE_DIGITS and _ONLY_NUMBER.match(text) else ""
