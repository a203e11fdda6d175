"""The text of an engagement letter as plain data: its fingerprint, and what differs between two of them.

A letter is a dict of texts, numbers and lists; each of its ``fees`` is a dict with ``key`` (what the fee is of, equal
in both letters), ``name``, ``price`` (text, as it is printed), ``included`` and ``excluded`` (lists of texts).
"""

import hashlib
import json
from collections.abc import Mapping
from typing import NamedTuple


class Difference(NamedTuple):
    """``what``: one of fee_added, fee_removed, price, included_added, included_removed, excluded_added,
    excluded_removed, or the name of a term of the letter. ``before`` and ``after``: texts, '' where there was none.
    """

    what: str
    fee: str
    before: str
    after: str


def fingerprint(letter: Mapping) -> str:
    """Return the SHA-256 of the text of a letter, the same whatever the order in which its terms were written.

    >>> fingerprint({"a": 1, "b": [2]}) == fingerprint({"b": [2], "a": 1})
    True
    >>> fingerprint({"a": "1"}) == fingerprint({"a": "2"})
    False
    """
    text = json.dumps(letter, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def differences(before: Mapping, after: Mapping, terms: tuple[str, ...] = ()) -> list[Difference]:
    """Return what ``after`` says that ``before`` did not, fee by fee and then term by term.

    A fee that is there twice is compared with its namesake in the order in which they stand.

    >>> old = {"fees": [{"key": 1, "name": "Payroll", "price": "20 €", "included": ["Slips"], "excluded": []}]}
    >>> new = {"fees": [{"key": 1, "name": "Payroll", "price": "25 €", "included": [], "excluded": []}]}
    >>> [(one.what, one.before, one.after) for one in differences(old, new)]
    [('price', '20 €', '25 €'), ('included_removed', 'Slips', '')]
    """
    found = []
    earlier, later = _numbered(before["fees"]), _numbered(after["fees"])
    for place, fee in later.items():
        if place not in earlier:
            found.append(Difference("fee_added", fee["name"], "", fee["price"]))
            continue
        found += _differences_of(earlier[place], fee)
    found += [
        Difference("fee_removed", fee["name"], fee["price"], "") for place, fee in earlier.items() if place not in later
    ]
    found += [
        Difference(term, "", before.get(term) or "", after.get(term) or "")
        for term in terms
        if (before.get(term) or "") != (after.get(term) or "")
    ]
    return found


def _numbered(fees):
    """Return {(key, how many with that key came before): fee}."""
    seen, places = {}, {}
    for fee in fees:
        number = seen[fee["key"]] = seen.get(fee["key"], -1) + 1
        places[fee["key"], number] = fee
    return places


def _differences_of(earlier, later):
    name = later["name"]
    found = [Difference("price", name, earlier["price"], later["price"])] if earlier["price"] != later["price"] else []
    for kind in ("included", "excluded"):
        found += [Difference(f"{kind}_added", name, "", text) for text in later[kind] if text not in earlier[kind]]
        found += [Difference(f"{kind}_removed", name, text, "") for text in earlier[kind] if text not in later[kind]]
    return found
