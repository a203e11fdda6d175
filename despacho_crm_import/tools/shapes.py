"""The shape of a list: which columns it has, by their titles or, without titles, by what stands where.

By it a file is known that a person has explained once. Nothing here touches a database.
"""

import hashlib
import re

from .content import content_scores
from .headers import CHECKABLE, header_key

#: Of all the titles of two lists, the part that both must have to be taken for one list.
ALIKE = 0.75
#: Columns without title that must hold the same for two files to be taken for one list.
_LEAST_PLACES = 2
SAMPLE = 200
_TOLD = 0.5
_STEM = re.compile(r"[/\\]([^/\\]*)$")
_EXTENSION = re.compile(r"(?:\.[a-z]{2,4}){1,2}$", re.I)
_DATE = re.compile(
    r"(?:^|(?<=[\s_(-]))"
    r"(?:(?:19|20)\d\d[-_. ]?(?:\d\d[-_. ]?(?:\d\d)?)?|\d{1,2}[-_. /]\d{1,2}(?:[-_. /](?:\d{4}|\d\d))?)"
    r"(?=$|[\s_)-])"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COPY = re.compile(r"\s*\(\d*\)\s*$|\s+-\s+(?:copia|copy|copia de)$", re.I)
_LONGEST = 60


def titles_of(table):
    """Return the keys of the titles of ``table`` (``table.Table``), empty when it has none."""
    return keys_of(table.headers) if table.header_row or table.kind == "vcard" else frozenset()


def keys_of(headers):
    return frozenset(filter(None, map(header_key, headers)))


def ageless(keys):
    """Return {key: the same for that title in the list of any year} of the ``keys`` of the titles of a list.

    A year is told by how many lie between it and the last one of the titles that say the same of other years:
    of «ventas 2023» and «ventas 2024», the former is «ventas #1», as «ventas 2024» is beside «ventas 2025».
    """
    last = {}
    for key in keys:
        bare = _YEAR.sub("#", key)
        last[bare] = max(last.get(bare, 0), *map(int, _YEAR.findall(key)), 0)

    def told(key):
        newest = last[_YEAR.sub("#", key)]
        return _YEAR.sub(lambda year: f"#{newest - int(year[0])}", key)

    return {key: told(key) for key in keys}


def shape_key(keys):
    """Return a short text that is equal for lists with the same titles, in whatever order and of whatever years."""
    return hashlib.sha256("\n".join(sorted(ageless(keys).values())).encode()).hexdigest()[:32] if keys else ""


def overlap(one, other):
    """Return which part of the titles of two lists both have, 0 to 1, of whatever years they are."""
    one, other = (set(ageless(keys).values()) for keys in (one, other))
    return len(one & other) / (len(one | other) or 1)


def carried_over(columns, keys):
    """Return {key: field} of the titles ``keys`` of a list, as ``columns`` said of one of the same shape.

    Of two lists of several years each, the last one is the last one, and so on; what only one of them has so is
    what its very title was.
    """
    mine = {like: columns[key] for key, like in ageless(columns).items()}
    theirs = ageless(keys)
    return {**columns, **{key: mine[like] for key, like in theirs.items() if like in mine}}


def contents_of(table):
    """Return for each column of ``table`` the field that its cells show by themselves, '' where they do not."""
    sample = [cells for _number, cells in table.rows[:SAMPLE]]
    return [content_of([cells[place] for cells in sample]) for place in range(len(table.headers))]


def content_of(cells):
    """Return the field that the ``cells`` of one column show by themselves, '' when they do not."""
    told = {field: score for field, score in content_scores([cells])[0].items() if field in CHECKABLE}
    best = max(told, key=told.get, default="")
    return best if told.get(best, 0) >= _TOLD else ""


def same_places(one, other):
    """Whether two files without titles have the same columns: as many, and what can be told stands where it did."""
    if len(one) != len(other):
        return False
    told = [(mine, theirs) for mine, theirs in zip(one, other, strict=True) if mine or theirs]
    same = sum(mine == theirs for mine, theirs in told)
    # A column may happen to be empty in one of them; what stands elsewhere was moved.
    moved = any(mine != theirs and (mine or theirs) in (other if mine else one) for mine, theirs in told)
    rivals = any(mine and theirs and mine != theirs for mine, theirs in told)
    return same >= _LEAST_PLACES and not moved and not rivals and same * 2 > len(told)


def proposed_name(filename, titles=()):
    """Return what to call the lists of which a file is one: ``listado_perez_2026-10.xlsx`` is «Listado perez».

    ``titles``: rows above the header, [[text]]: one that is alone in its row says it better.
    """
    for cells in titles:
        filled = [" ".join(cell.split()) for cell in cells if cell]
        if len(filled) == 1:
            title = _tidy(filled[0])
            if len(title) <= _LONGEST and sum(map(str.isalpha, title)) > 5:
                return title
    found = _STEM.search(filename)
    stem = _EXTENSION.sub("", found.group(1) if found else filename)
    return _tidy(stem)[:_LONGEST]


def _tidy(text):
    """Return ``text`` without dates, which change from one file to the next."""
    previous = None
    while previous != text:
        previous, text = text, _COPY.sub("", _DATE.sub(" ", text))
    text = " ".join(re.sub(r"[_\s]+", " ", text).split()).strip(" -.,:;()")
    text = re.sub(r"\s+(?:a|al|a fecha de|de|del|a dia|a día|hasta)$", "", text, flags=re.I)
    return text[:1].upper() + text[1:]
