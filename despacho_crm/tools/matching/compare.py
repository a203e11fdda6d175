"""The bits of every field but the name, for two records that no statement compares: what ``score`` says, in Python.

``despacho.match.engine`` has the same in SQL, for millions of pairs at once.
"""

from math import log2
from typing import NamedTuple

from .doubt import ELSEWHERE, facts_of
from .score import (
    ADVISER_BITS,
    ADVISER_STEMS,
    CONTACT_TOP,
    DOMAIN_DIFFERS,
    DOMAIN_SHARE,
    EMAIL_SHARE,
    LEAST_RECORDS,
    PHONE_DIFFERS,
    PHONE_SHARE,
    PROVINCE_DIFFERS,
    PROVINCE_SHARE,
    STREET_DIFFERS,
    STREET_SAME,
    ZIP_DIFFERS,
    ZIP_SHARE,
    ZIP_TOP,
)


class Crowd(NamedTuple):
    """How many records there are (``total``), and how many of them share what two have in common.

    ``sharing``: {key: (records that have it, set of their stems)}; ``places``: {``z:`` postcode or ``p:``
    province: records there}.
    """

    total: int = 0
    sharing: dict = {}
    places: dict = {}


def weigh(one, two, crowd):
    """Return {field: bits} of two :class:`~.keys.Record`, all but the name's."""
    total = float(max(crowd.total, LEAST_RECORDS))
    return {
        "nif": 0.0,
        "phone": _phone_bits(one, two, crowd, total),
        "email": _email_bits(one, two, crowd, total),
        "place": _place_bits(one, two, crowd, total),
        "street": _either(one.street, two.street, STREET_SAME, STREET_DIFFERS),
        "kind": 0.0,
    }


def facts(one, two):
    """Return the flags of ``doubt`` about two records; those of two provinces are elsewhere, whatever their streets."""
    found = facts_of(one, two)
    return found | ELSEWHERE if _differ(one.province, two.province) else found


def shared_keys(one, two):
    """Return the keys of phones, e-mail and domain that two records have in common."""
    found = set(one.phones) & set(two.phones)
    found |= {mine for mine, theirs in ((one.email, two.email), (one.domain, two.domain)) if mine and mine == theirs}
    return found


def _phone_bits(one, two, crowd, total):
    both = set(one.phones) & set(two.phones)
    if both:
        return max(_contact_bits(key, two, PHONE_SHARE, crowd, total) for key in both)
    return PHONE_DIFFERS if one.phones and two.phones else 0.0


def _email_bits(one, two, crowd, total):
    if one.email and one.email == two.email:
        return _contact_bits(one.email, two, EMAIL_SHARE, crowd, total)
    if one.domain and one.domain == two.domain:
        return _contact_bits(one.domain, two, DOMAIN_SHARE, crowd, total)
    return DOMAIN_DIFFERS if _differ(one.domain, two.domain) else 0.0


def _place_bits(one, two, crowd, total):
    if not (one.province and two.province):
        return 0.0
    if one.province != two.province:
        return PROVINCE_DIFFERS
    if one.zip and one.zip == two.zip:
        return ZIP_SHARE * min(log2(total / max(crowd.places.get(f"z:{one.zip}", 1), 1)), ZIP_TOP)
    worth = PROVINCE_SHARE * log2(max(total / max(crowd.places.get(f"p:{one.province}", 1), 1), 1))
    return worth + (ZIP_DIFFERS if one.zip and two.zip else 0.0)


def _contact_bits(key, two, share, crowd, total):
    """The rarer, the more; an adviser's says little, whoever else of theirs ``two``, that is not counted, may be."""
    size, stems = crowd.sharing.get(key, (1, set()))
    if len({*stems, two.stem}) >= ADVISER_STEMS:
        return ADVISER_BITS
    return share * min(log2(total / (size + 1)), CONTACT_TOP)


def _either(one, two, same, differs):
    if one is None or two is None:
        return 0.0
    return same if one == two else differs


def _differ(one, two):
    return bool(one and two) and one != two
