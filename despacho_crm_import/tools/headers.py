"""Which column of a file holds what: by its header, else by its content.

Nothing here touches a database.
"""

import functools
import re
import unicodedata
from typing import NamedTuple

from .content import content_scores
from .synonyms import AMBIGUOUS, EXACT, QUALIFIERS


class Field(NamedTuple):
    """One thing that a column may hold. ``label``: English, to be translated."""

    name: str
    label: str


#: What a column may hold, in the order in which a person is offered it.
FIELDS = {
    field.name: field
    for field in (
        Field("nif", "NIF"),
        Field("name", "Name or company name"),
        Field("trade_name", "Trade name"),
        Field("first_name", "First name"),
        Field("last_name", "Last name"),
        Field("contact_name", "Contact person"),
        Field("function", "Job position"),
        Field("kind", "Company or person"),
        Field("street", "Street"),
        Field("street2", "Street 2"),
        Field("zip", "Postcode"),
        Field("city", "Town"),
        Field("state", "Province"),
        Field("country", "Country"),
        Field("phone", "Phone"),
        Field("mobile", "Mobile"),
        Field("email", "E-mail"),
        Field("email2", "Second e-mail"),
        Field("website", "Website"),
        Field("iban", "IBAN"),
        Field("activity", "Activity (CNAE or text)"),
        Field("employees", "Employees"),
        Field("turnover", "Turnover"),
        Field("tags", "Tags"),
        Field("interests", "Services of interest"),
        Field("date", "Date of the record"),
        Field("source", "Source"),
        Field("ref", "Reference in the source"),
        Field("notes", "Notes"),
    )
}

#: Below this, a column is better left to the person.
_ENOUGH = 0.3
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_COPY = re.compile(r"\s*\(\d+\)$")
_EXACT = {
    phrase: field
    for field, phrases in EXACT.items()
    for phrase in (" ".join(words.split()) for words in phrases.split(";"))
}
#: What a column named so is when there is one of each: «Nombre» beside «Apellidos».
_GIVEN = frozenset(("nombre", "nom", "name"))


class ColumnGuess(NamedTuple):
    """``field``: of :data:`FIELDS`, or '' when the column says nothing.

    ``confidence``: 0 to 1. ``reason``: ``header``, ``content``, ``profile``, ``shape`` or ''.
    """

    index: int
    header: str
    field: str
    confidence: float
    reason: str


@functools.lru_cache(maxsize=4096)
def header_key(header):
    """Return ``header`` in lower case without accents or punctuation.

    Two headers with one key mean the same: use it to remember a mapping.
    """
    text = unicodedata.normalize("NFKD", header.casefold().replace("ª", "").replace("º", ""))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(_NOT_WORD.sub(" ", text).split())


@functools.lru_cache(maxsize=4096)
def header_fields(header):
    """Return {field: likelihood} of a header; {'': 1} when known and not for the base."""
    key = header_key(_COPY.sub("", header))
    found = _lookup(key)
    if found:
        return found
    words = key.split()
    bare = [word for word in words if word not in QUALIFIERS]
    found = _lookup(" ".join(bare))
    if found:
        return {field: likelihood * 0.9 for field, likelihood in found.items()}
    # «Teléfono (con prefijo)», «NIF del cliente o proveedor»: what comes first says it.
    for length in (3, 2, 1):
        found = _lookup(" ".join(bare[:length])) if len(bare) > length else None
        if found and (length > 1 or len(bare[0]) > 2):
            return {field: likelihood * 0.6 for field, likelihood in found.items()}
    return {}


def _lookup(key):
    if key in _EXACT:
        return {_EXACT[key]: 1.0}
    return dict(AMBIGUOUS.get(key, ()))


def guess_mapping(headers, sample_rows, profile=None, shape=None):
    """Return one :class:`ColumnGuess` per header, a field at most once but for those of ``shape``.

    ``headers``: list of str. ``sample_rows``: list of lists of str, the first
    hundreds are looked at. ``profile``: {header_key: field or ''} that a person
    confirmed for an earlier file of the same shape; it wins. ``shape``: {position: field
    or ''} of the program that wrote the file, when it is known (``profiles.recognise``).
    """
    profile = profile or {}
    guesses = {}
    taken = set()
    for index, header in enumerate(headers):
        if header_key(header) in profile:
            field = profile[header_key(header)]
            if field not in taken and (not field or field in FIELDS):
                guesses[index] = ColumnGuess(index, header, field, 1.0, "profile")
                taken.update([field] if field else [])
    for index, field in (shape or {}).items():
        if index not in guesses and field not in taken:
            guesses[index] = ColumnGuess(index, headers[index], field, 1.0, "shape")
    taken.update(guess.field for guess in guesses.values() if guess.field)
    columns = [[row[index] for row in sample_rows[:300] if index < len(row)] for index in range(len(headers))]
    contents = content_scores(columns)
    named = _named(headers, contents, guesses)
    _assign(named, "header", headers, guesses, taken)
    unknown = [
        (score, index, field)
        for index, scores in enumerate(contents)
        if index not in guesses and not header_fields(headers[index])
        for field, score in scores.items()
    ]
    _assign(unknown, "content", headers, guesses, taken)
    return [guesses.get(index, ColumnGuess(index, header, "", 0.0, "")) for index, header in enumerate(headers)]


def _named(headers, contents, guesses):
    """Return [(score, index, field)] that the headers say, corrected by the content."""
    free = [index for index in range(len(headers)) if index not in guesses]
    likely = {index: header_fields(headers[index]) for index in free}
    has_last_name = any("last_name" in fields for fields in likely.values())
    candidates = []
    for index, fields in likely.items():
        for field, likelihood in fields.items():
            if header_key(headers[index]) in _GIVEN and (has_last_name or field == "first_name"):
                likelihood = 0.99 if has_last_name and field == "first_name" else likelihood / 2
            if not field:
                continue
            scores = contents[index]
            if scores and field in CHECKABLE:
                # What the cells hold breaks ties, and a header may lie.
                likelihood *= 0.5 + 0.5 * min(1, 2 * scores.get(field, 0))
                rival = max(scores, key=scores.get)
                if scores.get(field, 0) < 0.1 and scores[rival] > 0.8 and rival in CHECKABLE:
                    likelihood *= 0.4
                    candidates.append((scores[rival] * 0.6, index, rival))
            candidates.append((likelihood, index, field))
            second = _SECOND.get(field)
            if second:
                candidates.append((likelihood * 0.7, index, second))
    return candidates


#: Fields whose values can be told from others.
CHECKABLE = frozenset(("nif", "email", "phone", "mobile", "zip", "iban"))
#: Where another column of the same kind goes.
_SECOND = {"email": "email2", "phone": "mobile", "street": "street2", "mobile": "phone"}


def _assign(candidates, reason, headers, guesses, taken):
    """Give each field to its best column and each column its best field."""
    for score, index, field in sorted(candidates, key=lambda item: (-item[0], item[1])):
        if score >= _ENOUGH and index not in guesses and field not in taken:
            guesses[index] = ColumnGuess(index, headers[index], field, round(score, 2), reason)
            taken.add(field)
