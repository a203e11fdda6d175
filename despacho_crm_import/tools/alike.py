"""How alike two rows of one file are, as the engine of the duplicates compares contacts: same keys, same bits.

Nothing here touches a database.
"""

from math import log2
from typing import NamedTuple

from odoo.addons.despacho_crm.tools.matching import calibrate, score
from odoo.addons.despacho_crm.tools.matching import doubt as doubts
from odoo.addons.despacho_crm.tools.matching import keys as kinds
from odoo.addons.despacho_crm.tools.matching.keys import Record
from odoo.addons.despacho_crm.tools.matching.name_model import MOST_BITS, name_bits

from .people import looks_like_person


def read_texts(values):
    """Return what of ``values``, {field: value} of a row, is compared, as ``_match_rows`` takes it."""
    spanish = values.get("country", "ES") == "ES"
    return {
        "nif": values.get("nif", ""),
        "name": values.get("name", ""),
        "phone": " / ".join(filter(None, (values.get("phone"), values.get("mobile")))),
        "email": values.get("email", ""),
        "website": values.get("website", ""),
        "zip": values.get("zip", "") if spanish else "",
        "province": values.get("state", "") if spanish else "",
        "street": values.get("street", ""),
    }


class Mark(NamedTuple):
    """What is compared of a row: its ``Record``, and whether it is of a person as far as its name tells."""

    record: Record
    is_person: bool

    @classmethod
    def of(cls, values):
        return cls(Record.of(read_texts(values)), looks_like_person(values.get("name") or ""))


class Scale:
    """How much two rows of a file say for one holder.

    ``size``: of the base and the file together; ``names``: ``Frequencies`` of the words of their names;
    ``zips`` and ``provinces``: {value: rows of the file that have it}; ``scales``: how much each field counts
    for this firm.
    """

    def __init__(self, size, names, zips, provinces, scales=None):
        self._size = max(size, score.LEAST_RECORDS)
        self._names = names
        self._zips = zips
        self._provinces = provinces
        self._scales = scales

    def certain(self, one, two, shared):
        """Return {field: bits} when two :class:`Mark` are one for certain, else None.

        ``shared``: {kind of key: (rows that share it, names under which they do)}.
        """
        bits = self.bits(one.record, two.record, shared)
        return bits if bits and score.band(bits, _doubt(one, two, bits)) == "certain" else None

    def bits(self, one, two, shared):
        """Return {field: bits} of two records, None when no name could make them certain."""
        bits = {
            "nif": 0.0,
            "phone": self._contact_bits("phone", one, two, shared),
            "email": self._contact_bits("email", one, two, shared),
            "place": self._place_bits(one, two),
            "street": 0.0,
            "kind": 0.0,
        }
        if one.street is not None and two.street is not None:
            bits["street"] = score.STREET_SAME if one.street == two.street else score.STREET_DIFFERS
        if not self._scales and sum(bits.values()) + MOST_BITS < score.CERTAIN:
            return None
        bits["name"] = 0.0
        if one.name.tokens and two.name.tokens:
            bits["name"] = name_bits(one.name, two.name, self._names.bits, chance=self._names.chance)
        return calibrate.applied(self._scales, bits)

    def _contact_bits(self, field, one, two, shared):
        if field == "phone":
            if kinds.PHONE in shared:
                return self._rare_bits(shared[kinds.PHONE], score.PHONE_SHARE)
            if set(one.phones) & set(two.phones):
                return score.ADVISER_BITS
            return score.PHONE_DIFFERS if one.phones and two.phones else 0.0
        for kind, mine, other, share in (
            (kinds.EMAIL, one.email, two.email, score.EMAIL_SHARE),
            (kinds.DOMAIN, one.domain, two.domain, score.DOMAIN_SHARE),
        ):
            if kind in shared and (kind != kinds.DOMAIN or shared[kind][1] < score.ADVISER_STEMS):
                return self._rare_bits(shared[kind], share)
            if mine is not None and mine == other:
                return score.ADVISER_BITS
        return score.DOMAIN_DIFFERS if one.domain is not None and two.domain is not None else 0.0

    def _rare_bits(self, size_and_stems, share):
        size, stems = size_and_stems
        worth = share * min(log2(self._size / size), score.CONTACT_TOP)
        if stems < score.ADVISER_STEMS:
            return worth
        return worth * (1 - stems / size) + score.ADVISER_BITS * stems / size

    def _place_bits(self, one, two):
        if not one.province or not two.province:
            return 0.0
        if one.province != two.province:
            return score.PROVINCE_DIFFERS
        if one.zip and one.zip == two.zip:
            return score.ZIP_SHARE * min(log2(self._size / self._zips[one.zip]), score.ZIP_TOP)
        worth = score.PROVINCE_SHARE * log2(max(self._size / self._provinces[one.province], 1))
        return worth + (score.ZIP_DIFFERS if one.zip and two.zip else 0.0)


def _doubt(one, two, bits):
    """Return why a person has to look at two :class:`Mark`, '' when nothing tells them apart."""
    people = one.is_person or two.is_person
    one, two = one.record, two.record
    facts = doubts.facts_of(one, two, people)
    if set(one.phones) & set(two.phones):
        # In one file, one name with one phone is one line written twice.
        facts |= doubts.SAME_EMAIL
    return doubts.doubt(one.name, two.name, facts, score.shares_own(bits))
