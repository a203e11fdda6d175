"""Which rows of one file are alike, as the engine of the duplicates compares contacts: same keys, same bits.

The engine looks contacts up in its tables; the rows of a file are in none, and are few enough for
memory. Nothing here touches a database.
"""

from collections import Counter, defaultdict
from itertools import combinations
from math import log2

from odoo.addons.despacho_crm.tools.matching import calibrate, score
from odoo.addons.despacho_crm.tools.matching import doubt as doubts
from odoo.addons.despacho_crm.tools.matching import keys as kinds
from odoo.addons.despacho_crm.tools.matching.keys import Record
from odoo.addons.despacho_crm.tools.matching.name_model import MOST_BITS, name_bits
from odoo.addons.despacho_crm.tools.matching.tokens import Frequencies

from .people import looks_like_person

#: A key that more rows share is narrowed with their rarest word, and left alone when that is not enough.
CROWD = 30


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


class Crowd:
    """The rows of a file: who of them share a key, and how many share each value.

    ``values``: list of {field: value}. ``count``: function from words to (number of names in
    the base, {word: names that have it}); ``scales``: how much each field counts for this firm.
    """

    def __init__(self, values, count=None, scales=None):
        self._records = [Record.of(read_texts(one)) for one in values]
        self._people = [looks_like_person(one.get("name") or "") for one in values]
        words = Counter(word for record in self._records for word in set(record.name.tokens))
        total, counts = count(list(words)) if count else (0, {})
        words.update(counts)
        self._names = Frequencies(total + len(values), words)
        self._size = max(total + len(values), score.LEAST_RECORDS)
        self._scales = scales
        self._zips = Counter(record.zip for record in self._records)
        self._provinces = Counter(record.province for record in self._records)
        self._shared = defaultdict(list)
        for place, record in enumerate(self._records):
            for key in record.keys():
                self._shared[key].append(place)

    def certain(self):
        """Return {(place, place): {field: bits}} of the pairs that are one for certain, unless both have their NIF."""
        found = {}
        for (one, two), shared in self._candidates().items():
            bits = self._bits(self._records[one], self._records[two], shared)
            if bits and score.band(bits, self._doubt(one, two, bits)) == "certain":
                found[one, two] = bits
        return found

    def _doubt(self, one, two, bits):
        people = self._people[one] or self._people[two]
        one, two = self._records[one], self._records[two]
        facts = doubts.facts_of(one, two, people)
        if set(one.phones) & set(two.phones):
            # In one file, one name with one phone is one line written twice.
            facts |= doubts.SAME_EMAIL
        return doubts.doubt(one.name, two.name, facts, score.shares_own(bits))

    def _candidates(self):
        """Return {(place, place): {kind of key: (rows that share it, names under which they do)}}."""
        found = defaultdict(dict)
        for key, places in self._shared.items():
            if len(places) < 2:
                continue
            kind = key & kinds.KIND
            stems = defaultdict(list)
            for place in places:
                stems[self._records[place].stem].append(place)
            groups = [places] if len(places) <= CROWD else [part for part in stems.values() if len(part) <= CROWD]
            size = (len(places), len(stems))
            for group in groups:
                for one, two in combinations(group, 2):
                    if not (self._records[one].nif and self._records[two].nif):
                        known = found[one, two].get(kind)
                        # The rarest phone that both have; the most names of any.
                        found[one, two][kind] = (min(known[0], size[0]), max(known[1], size[1])) if known else size
        return found

    def _bits(self, one, two, shared):
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
