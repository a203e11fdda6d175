"""Which column of a file holds what: by its header, else by its content.

Nothing here touches a database.
"""

import functools
import re
import unicodedata
from typing import NamedTuple

from .content import content_scores
from .synonyms import AMBIGUOUS, EXACT, OF_TARGETS, QUALIFIERS, UNITS


class Field(NamedTuple):
    """One thing that a column may hold.

    ``label``: English, to be translated. ``contact``: whether a contact takes it; of the others,
    each target names those that it takes.
    """

    name: str
    label: str
    contact: bool = True


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
        Field("subject", "Subject", contact=False),
        Field("description", "Message or description", contact=False),
        Field("medium", "Medium", contact=False),
        Field("campaign", "Campaign or fair", contact=False),
        Field("expected_revenue", "Expected revenue", contact=False),
        Field("year", "Year", contact=False),
        Field("amount", "Amount invoiced", contact=False),
        Field("service", "Service", contact=False),
        Field("cnae", "CNAE"),
        Field("cnae_year", "Classification of the CNAE", contact=False),
        Field("legal_form", "Legal form", contact=False),
        Field("founded", "Founded on", contact=False),
        Field("record", "Record of Odoo", contact=False),
    )
}
#: The names of those that a contact takes.
OF_CONTACT = tuple(field.name for field in FIELDS.values() if field.contact)

#: Below this, a column is better left to the person.
_ENOUGH = 0.3
#: From here on, all the cells are of a kind but for slips.
_ALL = 0.9
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_COPY = re.compile(r"\s*\(\d+\)$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARS = frozenset(("ano", "any", "year", "ejercicio", "exercici"))


def _by_phrase(synonyms):
    """Return {header: field} of ``synonyms``, {field: headers with «;» between them}."""
    return {
        phrase: field
        for field, phrases in synonyms.items()
        for phrase in (" ".join(words.split()) for words in phrases.split(";"))
    }


_EXACT = _by_phrase(EXACT)
#: {target: {header: field}} of what a header means only in files of that target.
_OF_TARGETS = {target: _by_phrase(synonyms) for target, synonyms in OF_TARGETS.items()}
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
def header_fields(header, target=""):
    """Return {field: likelihood} of a header; {'': 1} when known and not for the base.

    ``target``: of :data:`.synonyms.OF_TARGETS`, whose words go before the others.
    """
    key = header_key(_COPY.sub("", header))
    found = _lookup(key, target)
    if found:
        return found
    words = key.split()
    if words and words[-1] in UNITS and any(word not in UNITS for word in words):
        # «Facturación mil EUR», «Ventas 2024 (miles €)»
        last = max(place for place, word in enumerate(words) if word not in UNITS)
        found = header_fields(" ".join(words[: last + 1]), target)
        if "turnover" in found:
            return {field: likelihood * 0.9 for field, likelihood in found.items()}
    if len(words) > 1 and (_YEAR.match(words[-1]) or _YEAR.match(words[0])):
        # «Facturación 2025», «Ventas año 2024», «2023 Empleados»
        dated = words[1:] if _YEAR.match(words[0]) else words[:-1]
        dated = dated[:-1] if dated[-1] in _YEARS and len(dated) > 1 else dated
        found = _lookup(" ".join(dated), target)
        if found:
            return {field: likelihood * 0.9 for field, likelihood in found.items()}
    bare = [word for word in words if word not in QUALIFIERS]
    found = _lookup(" ".join(bare), target)
    if found:
        return {field: likelihood * 0.9 for field, likelihood in found.items()}
    # «Teléfono (con prefijo)», «NIF del cliente o proveedor»: what comes first says it.
    for length in (3, 2, 1):
        found = _lookup(" ".join(bare[:length]), target) if len(bare) > length else None
        if found and (length > 1 or len(bare[0]) > 2):
            return {field: likelihood * 0.6 for field, likelihood in found.items()}
    return {}


def _lookup(key, target):
    own = _OF_TARGETS.get(target, ())
    if key in own:
        return {own[key]: 1.0}
    if key in _EXACT:
        return {_EXACT[key]: 1.0}
    return dict(AMBIGUOUS.get(key, ()))


def guess_mapping(headers, sample_rows, profile=None, shape=None, target="", fields=OF_CONTACT):
    """Return one :class:`ColumnGuess` per header, a field at most once but for those of ``profile`` and ``shape``.

    ``headers``: list of str. ``sample_rows``: list of lists of str, the first
    hundreds are looked at. ``profile``: {header_key: field or ''} that a person
    confirmed for an earlier file of the same shape; it wins, and may join columns. ``shape``: {position: field
    or ''} of the program that wrote the file, when it is known (``profiles.recognise``).
    ``target``: of :data:`.synonyms.OF_TARGETS`. ``fields``: names of those that the target takes.
    """
    profile = profile or {}
    fields = frozenset(fields)
    guesses = {}
    taken = set()
    for index, header in enumerate(headers):
        if header_key(header) in profile:
            field = profile[header_key(header)]
            if not field or field in fields:
                guesses[index] = ColumnGuess(index, header, field, 1.0, "profile")
    taken.update(guess.field for guess in guesses.values() if guess.field)
    for index, field in (shape or {}).items():
        if index not in guesses and field not in taken and (not field or field in fields):
            guesses[index] = ColumnGuess(index, headers[index], field, 1.0, "shape")
    taken.update(guess.field for guess in guesses.values() if guess.field)
    columns = [[row[index] for row in sample_rows[:300] if index < len(row)] for index in range(len(headers))]
    contents = [
        {field: score for field, score in scores.items() if field in fields} for scores in content_scores(columns)
    ]
    likely = {
        index: {field: one for field, one in header_fields(header, target).items() if field in fields}
        for index, header in enumerate(headers)
        if index not in guesses
    }
    named = [one for one in _named(headers, contents, likely) if one[2] in fields]
    _assign(named, "header", headers, guesses, taken)
    unknown = [
        (score, index, field)
        for index, scores in enumerate(contents)
        if index not in guesses and not header_fields(headers[index], target)
        for field, score in scores.items()
        if field not in _LIKE_AMOUNTS or not _ANY_YEAR.search(headers[index])
    ]
    _assign(unknown, "content", headers, guesses, taken)
    if "nif" in fields and "nif" not in taken:
        _take_nif(contents, guesses)
    return [guesses.get(index, ColumnGuess(index, header, "", 0.0, "")) for index, header in enumerate(headers)]


def _named(headers, contents, likely):
    """Return [(score, index, field)] that the headers say, {index: {field: likelihood}}, corrected by the content."""
    has_last_name = any("last_name" in fields for fields in likely.values())
    candidates = []
    for index, fields in likely.items():
        for field, likelihood in fields.items():
            if header_key(headers[index]) in _GIVEN and (has_last_name or field == "first_name"):
                likelihood = 0.99 if has_last_name and field == "first_name" else likelihood / 2
            scores = contents[index]
            if scores and field in CHECKABLE:
                # What the cells hold breaks ties, and a header may lie.
                likelihood *= 0.5 + 0.5 * min(1, 2 * scores.get(field, 0))
                rival = max(scores, key=scores.get)
                if scores.get(field, 0) < 0.1 and scores[rival] > 0.8 and rival in CHECKABLE:
                    likelihood *= 0.4
                    candidates.append((scores[rival] * 0.6, index, rival))
            if field == "activity" and "cnae" in header_key(headers[index]).split():
                likelihood *= 0.99  # beside a column of words, it is that of the codes
            candidates.append((likelihood, index, field))
            second = _SECOND.get(field)
            if second:
                candidates.append((likelihood * 0.7, index, second))
    return candidates


def _take_nif(contents, guesses):
    """Where no title says NIF, the codes that are all NIFs are the NIF, not a reference: «Código»."""
    for index, guess in guesses.items():
        if guess.field == "ref" and guess.reason == "header" and contents[index].get("nif", 0) > _ALL:
            guesses[index] = guess._replace(field="nif", confidence=round(contents[index]["nif"], 2), reason="content")
            return


#: Fields whose values can be told from others.
CHECKABLE = frozenset(("nif", "email", "phone", "mobile", "zip", "iban"))
#: Those that the figures of a year, which the title names, may look like.
_LIKE_AMOUNTS = frozenset(("zip", "phone", "mobile"))
#: Where another column of the same kind goes.
_SECOND = {"activity": "cnae", "email": "email2", "phone": "mobile", "street": "street2", "mobile": "phone"}


def _assign(candidates, reason, headers, guesses, taken):
    """Give each field to its best column and each column its best field; of those of several years, the last one."""
    years = {index: int(found[-1]) for index, header in enumerate(headers) if (found := _ANY_YEAR.findall(header))}
    for score, index, field in sorted(candidates, key=lambda item: (-item[0], -years.get(item[1], 0), item[1])):
        if score >= _ENOUGH and index not in guesses and field not in taken:
            guesses[index] = ColumnGuess(index, headers[index], field, round(score, 2), reason)
            taken.add(field)
