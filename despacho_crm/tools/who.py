"""What somebody types in answer to «who calls?»: a name, a number, an address or a NIF, or several of them.

Nothing here touches a database.
"""

import re
from typing import NamedTuple

from . import nif, phone

_EMAIL = re.compile(r"[^@\s<>,;:()]+@[^@\s<>,;:()]+\.[^@\s<>,;:().]+")
_PHONE_DIGITS = 9
_NOT_DIGIT = re.compile(r"\D")
_ONLY_NUMBER = re.compile(r"^[+\d\s().\-/]+$")
#: A number with the word that says what it is.
_NUMBER = re.compile(
    r"(?:\b(?:tel[eé]fono|tel[eè]fon|telf?|tlf|tfno|tfn|m[oó]vil|m[oò]bil)\b[\s.:]*)?(\+?\(?\d[\d\s().\-/]*\d)", re.I
)
_NIF_WORD = re.compile(r"\b(?:nif|cif|dni|nie)\b[\s.:]*$", re.I)
_AROUND = " ,;:-·/<>()"


class Who(NamedTuple):
    """What is known of who contacts; the NIF and the phone as the firm writes them."""

    name: str = ""
    phone: str = ""
    email: str = ""
    vat: str = ""

    def pieces(self) -> list[str]:
        """Return what there is, first what only one person has."""
        return [piece for piece in (self.phone, self.email, self.vat, self.name) if piece]


def read_who(text: str) -> Who:
    """Return what ``text`` says: what is no address, NIF or phone number is the name.

    >>> read_who("b-12345674").vat
    'B12345674'
    >>> read_who("931 234 567").phone
    '+34 931 23 45 67'
    >>> read_who("Ana Vega")
    Who(name='Ana Vega', phone='', email='', vat='')
    >>> read_who("Ana Vega 600700800 ana@vega.example")
    Who(name='Ana Vega', phone='+34 600 70 08 00', email='ana@vega.example', vat='')
    """
    text = " ".join((text or "").split())
    found = nif.parse(text)
    if found.valid:
        return Who(vat=found.key)
    if digits(text):
        numbers = phone.split_phones(text).found
        if len(numbers) < 2:
            return Who(phone=numbers[0].number if numbers else text)
    rest, email = _take_email(text)
    rest, vat = _take_nif(rest)
    rest, number = _take_phone(rest)
    return Who(name=" ".join(rest.split()).strip(_AROUND), phone=number, email=email, vat=vat)


def split_nif(text: str) -> tuple[str, str]:
    """Return what ``text`` says besides its first valid NIF, and that NIF in its official form.

    >>> split_nif("Talleres Vega, CIF b-12345674")
    ('Talleres Vega', 'B12345674')
    >>> split_nif("Bar Pepe")
    ('Bar Pepe', '')
    """
    whole = nif.parse(text)
    if whole.valid:
        return "", whole.key
    rest, key = _take_nif(text or "")
    return " ".join(rest.split()).strip(_AROUND), key


def is_several(text: str) -> bool:
    """Tell whether ``text`` says more than one thing.

    >>> is_several("Ana Vega 600700800"), is_several("Ana Vega")
    (True, False)
    """
    return len(read_who(text).pieces()) > 1


def _take_email(text):
    """Return ``text`` without its first e-mail address, and that address."""
    found = _EMAIL.search(text)
    return (_without(text, found.span()), found.group().lower()) if found else (text, "")


def _take_nif(text):
    """Return ``text`` without its first valid NIF, and that NIF."""
    for word in re.finditer(r"[^\s,;()]+", text):
        found = nif.parse(word.group())
        if found.valid:
            start = _NIF_WORD.search(text[: word.start()])
            return _without(text, (start.start() if start else word.start(), word.end())), found.key
    return text, ""


def _take_phone(text):
    """Return ``text`` without its first phone number, and that number. Others stay with the name: nothing is lost."""
    for run in _NUMBER.finditer(text):
        numbers = phone.split_phones(run.group(1)).found
        if numbers:
            others = " ".join(other.number for other in numbers[1:])
            return f"{text[: run.start()]} {others} {text[run.end() :]}", numbers[0].number
    return text, ""


def _without(text, span):
    return f"{text[: span[0]]} {text[span[1] :]}"


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
