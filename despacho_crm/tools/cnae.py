"""Codes of the CNAE as people write them, and which of its classifications a code is of.

Sources: Real Decreto 475/2007 (CNAE-2009) and Real Decreto 10/2025 (CNAE-2025). Four of each five
classes have the same number in both, and the number alone does not tell.

Nothing here touches a database.
"""

import functools
import re
from typing import NamedTuple

from . import cnae_tree

_CODE = re.compile(
    r"^(?:C\.?N\.?A\.?E\.?[\s:.-]*(?:20(?:09|25)\b[\s:.-]*)?)?[(\[]?(?:[A-V][\s.-]?(?=\d))?"
    r"(\d\d)(?:[.\s]?(\d)(?:[.\s]?(\d))?)?(?:\.0+)?(?![\d])[)\]]?[\s.:,;·–—-]*(.*)$",
    re.I | re.A,
)


#: In 2025 companies told their code of the new one, and lists have it since.
_LAST_OF_2009 = 2025


class Cnae(NamedTuple):
    """``code``: two to four digits, '' when there is none; ``words``: what else was written."""

    code: str
    words: str


@functools.lru_cache(maxsize=8192)
def split_cnae(text, zero_lost=False):
    """Return the :class:`Cnae` in ``text``.

    ``text``: ``6920``, ``69.20``, ``M6920``, ``CNAE 6920 - Actividades de contabilidad``, or words alone.
    ``zero_lost``: whether a number of three digits is a class whose zero a spreadsheet took.
    """
    text = text.strip()
    found = _CODE.match(text)
    if not found:
        return Cnae("", text)
    code = "".join(filter(None, found.groups()[:3]))
    if zero_lost and len(code) == 3 and code[0] in "123":
        code = f"0{code}"
    return Cnae(code, found.group(4).strip())


@functools.cache
def _classes(year):
    return frozenset(code for code, entry in cnae_tree.tree(year).items() if entry.level == "class")


def year_of(code):
    """Return the year of the only classification that has the class ``code``, '' when both or none have it."""
    years = [year for year in cnae_tree.YEARS if code in _classes(year)]
    return years[0] if len(years) == 1 else ""


@functools.lru_cache(maxsize=8192)
def certain_year(code):
    """Return the classification of ``code``, of any level, when nobody says which, '' when that would be a guess.

    The only one that has it, or the one in force when it is the same thing in both.
    """
    years = [year for year in cnae_tree.YEARS if code in cnae_tree.tree(year)]
    if len(years) == 1:
        return years[0]
    return "2025" if years and cnae_tree.convert(code) == code else ""


def guess_year(texts, header, year):
    """Return the classification of a list: what its title says, what its codes tell, else the one of its ``year``.

    ``texts``: a column of codes as they are in the list; ``header``: its title; ``year``: when the data are of.
    """
    said = [name for name in ("2009", "2025") if name in header]
    if len(said) == 1:
        return said[0]
    years = [year_of(split_cnae(text).code) for text in texts]
    old, new = years.count("2009"), years.count("2025")
    if old != new:
        return "2009" if old > new else "2025"
    return "2025" if year > _LAST_OF_2009 else "2009"


def is_zero_lost(codes):
    """Whether ``codes``, a column as it is in a file, are classes written as numbers: ``111`` stands for 0111."""
    digits = [code.strip() for code in codes if code.strip().isdigit()]
    short = [code for code in digits if len(code) == 3]
    return bool(short) and len(digits) > len(short) and all(code[0] in "123" for code in short)
