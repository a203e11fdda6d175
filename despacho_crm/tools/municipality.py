"""The municipality of an address, by its postcode and by the name of the town.

Source: INE, «Callejero del censo electoral»: which postcodes each municipality has. A fifth of the postcodes
have several municipalities; then the name of the town says which, or a person does.

What a program may want to know of an address::

    find("08960", "Sant Just Desvern")   the Municipality, None when it may be several
    find("", "Gerona", "17")             the one of that name in the province
    candidates("08960")                  those it may be

Nothing here touches a database.
"""

import functools
import re
from typing import NamedTuple

from . import official
from .territory import plain


class Municipality(NamedTuple):
    """``code``: five digits, of INE, the first two its province's; ``postcodes``: a tuple."""

    code: str
    name: str
    postcodes: tuple


@functools.cache
def municipalities():
    """Return {code: :class:`Municipality`}."""
    return {
        code: Municipality(code, name, tuple(postcodes.split()))
        for code, name, postcodes in official.rows("municipalities.csv", fields=3)
    }


@functools.cache
def _by_postcode():
    found = {}
    for code, municipality in municipalities().items():
        for postcode in municipality.postcodes:
            found.setdefault(postcode, []).append(code)
    return found


def candidates(postcode):
    """Return the municipalities that have ``postcode``, five digits; [] when none has."""
    return [municipalities()[code] for code in _by_postcode().get(postcode, ())]


@functools.cache
def shared_postcodes():
    """Return the postcodes that have several municipalities, as a tuple."""
    return tuple(sorted(postcode for postcode, codes in _by_postcode().items() if len(codes) > 1))


_ARTICLES = frozenset(
    ("el", "la", "los", "las", "l", "els", "les", "lo", "es", "sa", "ses", "a", "o", "os", "as", "de", "del", "d")
)
_SPLIT = re.compile(r"\s*/\s*|\s+-\s+|\s*\(\s*|\s*\)\s*|\s*,\s*")


@functools.lru_cache(maxsize=8192)
def _spellings(name):
    """Return the ways in which ``name`` is written: each of its languages, without articles nor signs."""
    parts = [name, *_SPLIT.split(name)]
    if "-" in name:
        parts += name.split("-")
    return frozenset(
        spelling
        for part in parts
        if (spelling := " ".join(word for word in plain(part).split() if word not in _ARTICLES))
    )


@functools.cache
def _by_name():
    found = {}
    for municipality in municipalities().values():
        for spelling in _spellings(municipality.name):
            found.setdefault((municipality.code[:2], spelling), set()).add(municipality.code)
    return found


@functools.lru_cache(maxsize=8192)
def find(postcode, town="", province=""):
    """Return the :class:`Municipality` of an address, None when it is none or may be several.

    ``postcode``: five digits, or '' when it is not known; ``town``: as it is written in the address, in any of its
    languages; ``province``: two digits, which the town is looked for in when there is no postcode.
    """
    written = _spellings(town or "")
    if postcode:
        found = [municipality.code for municipality in candidates(postcode)]
        if len(found) > 1:
            found = [code for code in found if written & _spellings(municipalities()[code].name)]
    else:
        found = set().union(*(_by_name().get((province, spelling), ()) for spelling in written))
    return municipalities()[next(iter(found))] if len(found) == 1 else None
