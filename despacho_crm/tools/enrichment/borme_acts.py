"""What the gazette's entry of a company says: its acts, its officers, its address, where it is in the register.

Source: the entries of the first section of the BORME, and the Regulation of the Registers of Companies (RD
1784/1996, articles 386 to 388), which says what each kind of act publishes. An entry is a run of sentences; each act
begins with its name. Nothing here touches the network or a database.
"""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from . import wire
from .borme_officers import Officer, read_officers, split_names
from .borme_vocabulary import IMPORTANCE, PROSE, VOCABULARY


class Act(NamedTuple):
    """``kind``: one of ``IMPORTANCE``; ``heading``: as the gazette writes it; ``text``: what follows."""

    kind: str
    heading: str
    text: str


class Registry(NamedTuple):
    """Where the company is: volume (tomo), book, folio, section, sheet (hoja, which is the company's own), entry."""

    volume: str
    book: str
    folio: str
    section: str
    sheet: str
    entry: str
    inscribed: date | None


class Entry(NamedTuple):
    """All that an entry says. What it does not say is empty: '', None, ()."""

    acts: tuple
    officers: tuple
    registry: Registry | None
    new_name: str
    street: str
    zip: str
    city: str
    object: str
    capital: float | None
    began: date | None

    @property
    def kinds(self):
        """Return the kinds of its acts, each once, the one that says most first."""
        return tuple(sorted({act.kind for act in self.acts}, key=IMPORTANCE.index))


_ACCENTS = str.maketrans("áéíóúüàèìòùÁÉÍÓÚÜÀÈÌÒÙ", "aeiouuaeiouaeiouuaeiou")


def _fold(text):
    """Return ``text`` in lower case without accents, every letter in its place."""
    folded = unicodedata.normalize("NFC", text).translate(_ACCENTS)
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in folded)


def _heading_pattern(words):
    open_ended = words.endswith("*")
    pattern = re.escape(words.rstrip("*")).replace(r"\ ", r"\s+")
    return pattern + (r"\b[^:;]*?(?=\.\s+\D|\.?$|:|\))" if open_ended else r"(?=\s*[.:(])")


#: [(kind, heading)], the longest first: one may begin another.
_HEADINGS = sorted(
    ((kind, words) for kind, headings in VOCABULARY.items() for words in headings), key=lambda pair: -len(pair[1])
)
_STARTS = re.compile(
    r"(?:^|(?<=[.)])-?\s+)(?:"
    + "|".join(f"(?P<h{index}>{_heading_pattern(words)})" for index, (_kind, words) in enumerate(_HEADINGS))
    + ")"
)
_ARTICLE = re.compile(r"(?:^|\s)(?:art[a-z]*\.?\s*)?\d{1,3}\s*(?:º|ª|o)?\s*[.)]-?\s*$")
_SHEET = re.compile(
    r"(?:\bT\s*([\w.]+)\s*,)?\s*(?:\bL\s*([\w.]+)\s*,)?\s*(?:\bF\s*([\w.]+)\s*,)?\s*(?:\bS\s*(\w+)\s*,)?"
    r"\s*\bH\s*([A-Z]{1,3}\s*-?\s*[\d.]+(?:\s?[A-Z])?)"
    r"(?:\s*,?\s*I/A\s*([^()]{0,20}?)\s*(?:\(\s*([\d./]+)\s*\)|$))?"
)
_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{2,4})")
_MONEY = re.compile(r"(\d{1,3}(?:\.\d{3})*(?:,\d+)?|\d+(?:,\d+)?)\s*(euros?|€|pesetas|ptas)", re.IGNORECASE)
_PESETAS = 166.386
_TOWN = re.compile(r"^(.*?)\s*\(([^()]+)\)\s*$")
_POSTCODE = re.compile(r"[\s,-]*\b(?:C\.?\s?P\.?:?\s*)(\d{5})\b", re.IGNORECASE)
_CONSTITUTION = re.compile(
    r"(comienzo de operaciones|objeto social|domicilio|capital(?: social| suscrito)?|desembolsado|duracion"
    r"|actividad principal|otras actividades)\s*:\s*"
)


def read_entry(text, published=None):
    """Return the :class:`Entry` that a text is; ``published``: the day of the gazette, for years of two digits.

    Whatever the text, nothing is raised: what is not understood is an act of kind ``other``.
    """
    text = wire.clean(unicodedata.normalize("NFC", text))
    acts, registry = _split(text, published)
    officers = tuple(dict.fromkeys(officer for act in acts for officer in read_officers(act.kind, act.text)))
    found = {"new_name": "", "street": "", "zip": "", "city": "", "object": "", "capital": None, "began": None}
    for act in acts:
        found.update(_facts(act, published))
    return Entry(tuple(acts), officers + _owners(acts), registry, **found)


def _split(text, published):
    """Return (the acts of ``text`` in their order, its registry data)."""
    folded = _fold(text)
    starts = []
    for match in _STARTS.finditer(folded):
        kind, _words = _HEADINGS[int(match.lastgroup[1:])]
        start = match.start(match.lastgroup)
        in_prose = starts and starts[-1][0] in PROSE and kind != "registry_data"
        if not (in_prose and _ARTICLE.search(folded[starts[-1][2] : start])):
            starts.append((kind, start, match.end()))
    acts, registry = [], None
    before = text[: starts[0][1]] if starts else text
    if before.strip(" .-"):
        acts.append(Act("other", "", before.strip(" -")))
    for index, (kind, start, end) in enumerate(starts):
        until = starts[index + 1][1] if index + 1 < len(starts) else len(text)
        heading, said = text[start:end], text[end:until].strip(" .:-") if kind != "registry_data" else text[end:until]
        if kind == "registry_data":
            registry = _registry(said, published) or registry
        else:
            acts.append(Act(_finer(kind, f"{heading} {said}"), heading, said))
    return acts, registry


def _finer(kind, text):
    if kind == "sheet_closed" and re.search(r"revocacion del n\.?i\.?f", _fold(text)):
        return "nif_revoked"
    if kind == "branch" and _fold(text).startswith("cierre"):
        return "other"
    return kind


def _registry(text, published):
    found = _SHEET.search(text)
    if not found:
        return None
    volume, book, folio, section, sheet, entry, day = (part or "" for part in found.groups())
    # «SE128276», «CC 11959», «M-12.345»: one way of writing them.
    letters = re.match(r"[A-Z]+", sheet).group()
    return Registry(
        volume, book, folio, section, f"{letters} {re.sub(r'[^0-9A-Z]', '', sheet[len(letters) :])}", entry.strip(". "),
        read_day(day, published),
    )  # fmt: skip


def read_day(text, published=None):
    """Return the first day in ``text``; a year of two digits is the last one that is not after the gazette's next."""
    found = _DAY.search(text)
    if not found:
        return None
    day, month, year = map(int, found.groups())
    if year < 100:
        latest = (published or date.today()).year + 1
        year += latest // 100 * 100
        if year > latest:
            year -= 100
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_money(text):
    """Return the first amount in ``text``, in euros, or None."""
    found = _MONEY.search(text)
    if not found:
        return None
    amount = float(found.group(1).replace(".", "").replace(",", "."))
    return round(amount / _PESETAS, 2) if found.group(2).lower().startswith("p") else amount


def read_address(text):
    """Return (street, postcode, town) of an address as registers write it: ``C/ MAYO 29 BJ 2 (PLASENCIA)``."""
    text = text.strip(" .")
    found = _TOWN.match(text)
    street, town = found.groups() if found else (text, "")
    postcode = _POSTCODE.search(street)
    if postcode:
        street = street[: postcode.start()] + street[postcode.end() :]
    return street.strip(" ,.-"), postcode.group(1) if postcode else "", town.strip()


def _facts(act, published):
    if act.kind == "constitution":
        return _constitution(act.text, published)
    if act.kind == "name_change":
        return {"new_name": act.text.strip(" .")} if act.text else {}
    if act.kind == "address_change":
        return dict(zip(("street", "zip", "city"), read_address(act.text), strict=True)) if act.text else {}
    if act.kind == "object_change":
        return {"object": act.text}
    if act.kind in ("capital_increase", "capital_reduction"):
        result = re.search(r"resultante\s+suscrito\s*:\s*(.*)", _fold(act.text))
        amount = read_money(result.group(1)) if result else None
        return {} if amount is None else {"capital": amount}
    return {}


def _constitution(text, published):
    """Return what the act of a new company says, label by label; its object may hold the word of another label."""
    found = {}
    labels = list(_CONSTITUTION.finditer(_fold(text)))
    for index, label in enumerate(labels):
        until = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        value = text[label.end() : until].strip(" .")
        name = label.group(1).split(" social")[0].split(" suscrito")[0]
        if name == "comienzo de operaciones":
            found["began"] = read_day(value, published)
        elif name == "objeto":
            found.setdefault("object", value)
        elif name == "domicilio" and ("street" not in found or value.endswith(")")):
            found.update(zip(("street", "zip", "city"), read_address(value), strict=True))
        elif name == "capital" and found.get("capital") is None:
            found["capital"] = read_money(value)
    return found


def _owners(acts):
    """Return the sole owners that the acts name."""
    owners = []
    for act in acts:
        if act.kind != "sole_owner":
            continue
        found = re.search(r"socio unico\s*:\s*(.*)", _fold(f"{act.heading}: {act.text}"))
        if found:
            start = len(f"{act.heading}: {act.text}") - len(found.group(1))
            names = split_names(f"{act.heading}: {act.text}"[start:])
            owners += [Officer("in", "shareholder", "Socio único", name) for name in names]
    return tuple(dict.fromkeys(owners))
