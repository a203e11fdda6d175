"""Rows of a file compared with one another, as a review does, and the same without a disk nor anything spared."""

from collections import Counter, defaultdict
from itertools import combinations

from odoo.addons.despacho_crm.tools.matching.groups import grouped
from odoo.addons.despacho_crm.tools.matching.keys import KIND
from odoo.addons.despacho_crm.tools.matching.tokens import Frequencies
from odoo.addons.despacho_crm_import.tools import crowd
from odoo.addons.despacho_crm_import.tools.alike import Mark, Scale
from odoo.addons.despacho_crm_import.tools.keys import fingerprint
from odoo.addons.despacho_crm_import.tools.people import are_homonyms


def crowd_of(rows, **known):
    """Return the ``Crowd`` of {number: values}, weighed."""
    found = crowd.Crowd(**known)
    for number, values in sorted(rows.items()):
        if "nif" not in values:
            found.add(number, values)
    for number, values in sorted(rows.items()):
        if "nif" in values:
            found.add_numbered(number, values)
    for _stop in found.weigh():
        pass
    return found


def find_repeated(rows, **known):
    """Return {number of a row without NIF: number of the row that it repeats}; ``rows``: {number: values}."""
    return dict(crowd_of(rows, **known).repeated())


def certain(rows, **known):
    """Return {(place, place): {field: bits}} of the list ``rows`` of values."""
    return dict(crowd_of(dict(enumerate(rows, 1)), **known).certain())


def find_repeated_in_memory(rows, count=None, scales=None):
    """Do what ``find_repeated`` does with everything in memory, and all that share any key compared."""
    prints = {number: fingerprint(values) for number, values in rows.items()}
    equal = {}
    for number, values in sorted(rows.items()):
        equal.setdefault(number if "nif" in values else prints[number], []).append(number)
    firsts = [min(numbers) for numbers in equal.values()]
    pairs = _pairs({number: Mark.of(rows[number]) for number in firsts}, count, scales)

    def likeliest(pair):
        return -round(sum(pairs[pair].values()), 6), sorted(prints[one] for one in pair)

    def are_apart(some, others):
        return any(
            ("nif" in rows[one] and "nif" in rows[two]) or are_homonyms(rows[one], rows[two])
            for one in some
            for two in others
        )

    found = grouped(sorted(pairs, key=likeliest), lambda pair: pair, are_apart)
    group_of = {number: group for group, _pairs in found for number in group}
    repeated = {}
    for numbers in equal.values():
        group = group_of.get(min(numbers)) or {min(numbers)}
        first = min(group, key=lambda one: ("nif" not in rows[one], -len(rows[one]), prints[one]))
        repeated.update((number, first) for number in numbers if number != first)
    return repeated


def _pairs(marks, count, scales):
    """Return {pair: {field: bits}} of those of ``marks``, {number: Mark}, that are one for certain."""
    records = {number: mark.record for number, mark in marks.items()}
    words = Counter(word for record in records.values() for word in set(record.name.tokens))
    total, counts = count(list(words)) if count else (0, {})
    words.update(counts)
    size = total + len(records)
    zips, provinces = (Counter(getattr(record, name) for record in records.values()) for name in ("zip", "province"))
    scale = Scale(size, Frequencies(size, words), zips, provinces, scales)
    shared = defaultdict(list)
    for number, record in sorted(records.items()):
        for key in record.keys():
            shared[key].append(number)
    candidates = defaultdict(dict)
    for key, numbers in shared.items():
        stems = defaultdict(list)
        for number in numbers:
            stems[records[number].stem].append(number)
        parts = [part for part in stems.values() if len(part) <= crowd.CROWD]
        for group in [numbers] if len(numbers) <= crowd.CROWD else parts:
            for one, two in combinations(group, 2):
                if not (records[one].nif and records[two].nif):
                    most = candidates[one, two].get(key & KIND, (len(numbers), 0))
                    candidates[one, two][key & KIND] = min(most[0], len(numbers)), max(most[1], len(stems))
    found = {pair: scale.certain(marks[pair[0]], marks[pair[1]], mine) for pair, mine in candidates.items()}
    return {pair: bits for pair, bits in found.items() if bits}
