"""The two classifications of activities, CNAE-2009 and CNAE-2025, as trees, and how one goes over to the other.

Sources: Real Decreto 475/2007 (2009) and Real Decreto 10/2025 (2025), with their titles; the correspondence of
their classes is INE's. Of 629 classes of 2009, 425 go whole to one of 2025; the others were shared out, and
which one a company is of, a person has to say.

What a program may want to know of a code::

    convert("0111")              the code of 2025 that it is, '' when a person has to say
    successors("4520")           those it may be
    sector("6920", "2025")       its division, "69"
    section("6920", "2025")      its section, "N"
    title("6920", "2025")        its official title
    everyday("8623", "2025")     what people call it: «dentista odontólogo...»

Nothing here touches a database.
"""

import functools
from typing import NamedTuple

from . import official

YEARS = ("2009", "2025")
#: By the length of the code, save sections, which are a letter.
LEVELS = {1: "section", 2: "division", 3: "group", 4: "class"}


class Entry(NamedTuple):
    """``level``: one of :data:`LEVELS`; ``parent``: the code above, '' for a section; ``title``: the official one."""

    code: str
    level: str
    parent: str
    title: str


@functools.cache
def tree(year):
    """Return {code: :class:`Entry`} of the classification of ``year`` (``"2009"`` or ``"2025"``), parents first."""
    found, section = {}, ""
    for code, name in official.rows(f"cnae_{year}.csv"):
        level = LEVELS[len(code)]
        if level == "section":
            section = code
        parent = {"section": "", "division": section}.get(level, code[:-1])
        found[code] = Entry(code, level, parent, name)
    return found


@functools.cache
def _successors():
    """Return {code of 2009: codes of 2025 of the same level}, for every code."""
    found = {code: set() for code in tree("2009")}
    for old, text in official.rows("cnae_correspondence.csv"):
        new = text.split()
        found[old].update(new)
        above, aboves = tree("2009")[old].parent, {tree("2025")[code].parent for code in new}
        while above:
            found[above] |= aboves
            above, aboves = tree("2009")[above].parent, {tree("2025")[code].parent for code in aboves}
    return {code: tuple(sorted(codes)) for code, codes in found.items()}


def successors(code):
    """Return the codes of 2025, of the same level, that ``code`` of 2009 may be now; () when there is no such code."""
    return _successors().get(code, ())


def convert(code):
    """Return the code of 2025 that ``code`` of 2009 is, '' when it may be several: then a person has to say."""
    new = successors(code)
    return new[0] if len(new) == 1 else ""


def lineage(code, year):
    """Return the codes from ``code`` up to its section; [] when ``year`` has no such code."""
    entries, found = tree(year), []
    while code in entries:
        found.append(code)
        code = entries[code].parent
    return found


def section(code, year):
    """Return the letter of the section of ``code``, '' when ``year`` has no such code."""
    return next(iter(lineage(code, year)[-1:]), "")


def sector(code, year):
    """Return the division of ``code``, of two digits; '' for a section and for what ``year`` does not have."""
    return next((one for one in lineage(code, year) if len(one) == 2), "")


def title(code, year):
    """Return the official title of ``code``, '' when ``year`` does not have it."""
    entry = tree(year).get(code)
    return entry.title if entry else ""


@functools.cache
def _everyday():
    return dict(official.rows("cnae_words.csv"))


def everyday(code, year):
    """Return the words that people say for a class and its title does not («dentista»), '' for most.

    A class of 2009 has those of all that it became.
    """
    if year == "2025":
        return _everyday().get(code, "")
    return " ".join(filter(None, (everyday(new, "2025") for new in successors(code)))) if len(code) == 4 else ""


def known(code, year):
    """Return ``code``, or the nearest above it that ``year`` has, '' when it has none.

    Lists add digits of their own, and some end in zeros that stand for the whole group (``6920`` is a class,
    ``6900`` is division 69).
    """
    entries = tree(year)
    while len(code) >= 2:
        if code in entries:
            return code
        code = code[:-1]
    return ""


def common_sector(codes):
    """Return the division that ``codes`` of 2025 share, '' when they are of several."""
    sectors = {sector(code, "2025") for code in codes}
    return sectors.pop() if len(sectors) == 1 else ""
