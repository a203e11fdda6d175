"""The files with which the Lista Robinson is consulted, as its service documents them.

The manual of the API client of Adigital (https://github.com/adigital-org/slr-client, «Manual del Cliente API», 3.1
and 4) asks for a CSV in UTF-8 with commas. In a «mixed» file each row begins with its channel (``PhoneSimple``,
``SmsSimple``, ``Email``, ``Postal``, ``DNI_NIF_NIE``), then an identifier of the firm, then the fields. The answer
is the same rows with three columns more: ``1`` if the person is in the list or ``0``, the sectors they refuse, joined
with ``#``, and the proof of the consultation. Addresses travel hashed from the client to the service; the files that
a firm handles have them in clear.
"""

import csv
import io
import re
from typing import NamedTuple

from . import address

#: The channel of each kind of row.
KINDS = {
    "PhoneSimple": "phone",
    "PhoneFull": "phone",
    "SmsSimple": "sms",
    "SmsFull": "sms",
    "Email": "email",
    "Postal": "post",
    "DNI_NIF_NIE": "nif",
}
#: How many fields each kind has.
_FIELDS = {
    "PhoneSimple": 1,
    "PhoneFull": 4,
    "SmsSimple": 1,
    "SmsFull": 4,
    "Email": 1,
    "Postal": 7,
    "DNI_NIF_NIE": 1,
}
_NIF = re.compile(r"^([A-Z]\d{7}|\d{8})[A-Z]$")
_NUMBER = re.compile(r"^(.*?\D)[\s,]*(\d+)\b")


class Answer(NamedTuple):
    """What the list said of one: ``value`` as :mod:`.address` has it; ``key``: the identifier that we gave."""

    channel: str
    value: str
    listed: bool
    sectors: str
    proof: str
    key: str


class Unreadable(ValueError):
    """A row that is none of the service's: ``line`` from one on."""

    def __init__(self, line):
        super().__init__(line)
        self.line = line


def surnames(name: str) -> tuple[str, str, str]:
    """Return first name and both surnames of somebody as Spaniards write them.

    >>> surnames("Ana María Roca Pons")
    ('Ana María', 'Roca', 'Pons')
    >>> surnames("Roca Pons, Ana")
    ('Ana', 'Roca', 'Pons')
    >>> surnames("Ana Roca")
    ('Ana', 'Roca', '')
    """
    last, comma, first = name.partition(",")
    if comma:
        words = last.split()
        return first.strip(), words[0] if words else "", " ".join(words[1:])
    words = name.split()
    if len(words) < 3:
        return (*words, *[""] * (3 - len(words)))
    return " ".join(words[:-2]), words[-2], words[-1]


def portal(street: str) -> tuple[str, str]:
    """Return the way and the number of the door, ``sn`` without one.

    >>> portal("Calle Mayor, 5, 2º B")
    ('Calle Mayor', '5')
    >>> portal("Polígono Sur")
    ('Polígono Sur', 'sn')
    """
    found = _NUMBER.match(street)
    if not found:
        return street.strip(), "sn"
    return found.group(1).strip(" ,"), found.group(2)


def rows(key, name, phone=None, email=None, street=None, zip_code=None, nif=None, channels=("phone", "post")):
    """Return the rows that ask for somebody through ``channels``, and by their NIF."""
    asked = []
    if nif and _NIF.match(nif):
        asked.append(["DNI_NIF_NIE", key, nif])
    if phone and "phone" in channels:
        asked.append(["PhoneSimple", key, phone])
    if phone and "sms" in channels:
        asked.append(["SmsSimple", key, phone])
    if email and "email" in channels:
        asked.append(["Email", key, email])
    if "post" in channels and street and zip_code and name:
        asked.append(["Postal", key, *surnames(name), *portal(street), zip_code, zip_code[:2]])
    return asked


def write(asked) -> bytes:
    """Return the file of these rows."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(asked)
    return text.getvalue().encode()


def read(content: bytes):
    """Yield the :class:`Answer` of each row of the file that the client gave; raise :class:`Unreadable`."""
    # With any end of line, also that of old programs.
    text = io.StringIO(content.decode("utf-8-sig"), newline=None)
    for line, row in enumerate(_rows(text), 1):
        if not any(cell.strip() for cell in row):
            continue
        *fields, listed, sectors, proof = row if len(row) > 3 else [*row, "", "", ""]
        answer = listed.strip() in ("0", "1") and _answer(fields, listed.strip() == "1", sectors, proof)
        if not answer:
            raise Unreadable(line)
        yield answer


def without(content: bytes, cells) -> bytes:
    """Return the file, of those that ask or that answer, without the rows in which one of ``cells`` is written."""
    cells = {*cells}
    text = io.StringIO(content.decode("utf-8-sig"), newline=None)
    return write(row for row in _rows(text) if cells.isdisjoint(cell.strip() for cell in row))


def _rows(text):
    """Yield the cells of each line; what is no such file, such as a spreadsheet, is :class:`Unreadable`."""
    reader = csv.reader(text)
    while True:
        try:
            row = next(reader, None)
        except csv.Error:
            raise Unreadable(reader.line_num) from None
        if row is None:
            return
        yield row


def _answer(fields, listed, sectors, proof):
    """Return the answer of a row, mixed or of one channel, with or without our identifier."""
    kind = fields[0].strip()
    if kind in KINDS:
        fields = fields[1:]
        while len(fields) > _FIELDS[kind] + 1 and not fields[-1].strip():
            fields = fields[:-1]
    else:
        kind = _guess(fields)
    if not kind or len(fields) not in (_FIELDS[kind], _FIELDS[kind] + 1):
        return None
    key = fields[0] if len(fields) > _FIELDS[kind] else ""
    value = _value(kind, fields[-_FIELDS[kind] :])
    return value and Answer(KINDS[kind], value, listed, sectors.strip(), proof.strip(), key)


def _guess(fields):
    """Return the kind of a row without its channel, as the client guesses it."""
    last = fields[-1].strip()
    if len(fields) in (7, 8):
        return "Postal"
    if len(fields) in (4, 5):
        return "PhoneFull"
    if len(fields) > 2:
        return None
    if "@" in last:
        return "Email"
    return "DNI_NIF_NIE" if _NIF.match(last.upper()) else "PhoneSimple"


def _value(kind, fields):
    """Return the address of a row as it is compared."""
    last = fields[-1].strip()
    if kind == "Postal":
        return address.who(" ".join(fields[:3]), fields[5])
    if kind == "Email":
        return address.email(last)
    if kind == "DNI_NIF_NIE":
        return last.upper()
    return address.phone(last)
