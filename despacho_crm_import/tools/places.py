"""Which addresses of one company are two places: its establishments.

Nothing here touches a database.
"""

import re
from typing import NamedTuple

from odoo.addons.despacho_crm.tools.matching.normalise import plain
from odoo.addons.despacho_crm.tools.matching.words import JOINING, STREET_TYPES

_SIGN = re.compile(r"[^0-9A-Z]+")
#: Of a street, they tell nothing: which floor, that there is no number.
_INSIDE = frozenset(
    "BAJO BAJOS BAIX BAIXOS LOCAL PISO PTA PUERTA ESC ESCALERA NAVE PLANTA IZQ DCHA IZDA BIS SN".split()
)


class Place(NamedTuple):
    """Where an address is. ``words``: those of the street that are no number."""

    zip: str
    city: str
    words: frozenset


def place_of(values):
    """Return the :class:`Place` of ``values``, {field: value} of a row or of a contact; None without street."""
    words = _SIGN.sub(" ", plain(values.get("street") or "")).split()
    words = frozenset(
        word
        for word in words
        if len(word) > 1 and not word[0].isdigit() and not {word} & (STREET_TYPES | JOINING | _INSIDE)
    )
    if not words:
        return None
    return Place(values.get("zip") or "", " ".join(_SIGN.sub(" ", plain(values.get("city") or "")).split()), words)


def are_apart(one, other):
    """Whether two places are two: another street, or a street of that name in another town."""
    if not one.words & other.words:
        return True
    zips = bool(one.zip and other.zip) and one.zip != other.zip
    return zips and bool(one.city and other.city) and one.city != other.city
