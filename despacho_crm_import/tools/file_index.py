"""Which rows of one file are the same contact.

Nothing here touches a database.
"""

from odoo.addons.despacho_crm.tools.matching.groups import grouped

from .alike import Crowd
from .first_seen import FirstSeen
from .keys import fingerprint, name_key
from .people import are_homonyms
from .places import are_apart
from .verdict import ESTABLISHMENT, Verdict


class FileIndex:
    """Remembers the rows of one file, to find those that repeat another.

    With NIF, a row repeats the first of the same NIF. Rows without are compared, all at
    once, with one another and with those that have it, as the engine of the duplicates does:
    which comes first in the file is no matter.
    """

    def __init__(self, further=lambda values: values.get("contact_name") or "", place=lambda values: None):
        """``further``: what of a row that repeats another is news, '' for nothing.

        ``place``: where it is (``places.Place``), None when that tells nothing.
        """
        self._further = further
        self._place = place
        self._places = {}
        #: Whether the rows that come may be repeated: else nothing need be kept of where they are.
        self.keeps_places = True
        self._nifs = FirstSeen()
        self._contacts = {}
        self._records = FirstSeen()

    def first(self, number, row):
        """Return the number of the earlier row of the same NIF that ``row`` repeats, or 0, and remember it."""
        key = row.values.get("nif")
        first = self._nifs.first(key, number) if key else number
        return 0 if first == number else first

    def other_contact(self, first, row):
        """Whether ``row`` brings a person, or else what ``further`` looks at, that no row of the same company did.

        ``first``: number of the row that it repeats, or its own. To be asked of every row.
        The answer is ``ESTABLISHMENT`` when it brings another address of the company.
        """
        return self._other_place(first, row) or self._other_person(first, row)

    def _other_place(self, first, row):
        place = self._place(row.values) if self.keeps_places else None
        if not place:
            return False
        known = self._places.setdefault(first, [])
        new = bool(known) and all(are_apart(place, other) for other in known)
        if new or not known:
            known.append(place)
        if new:
            self._other_person(first, row)
        return ESTABLISHMENT if new else False

    def _other_person(self, first, row):
        name = name_key(self._further(row.values))
        if not name:
            return False
        known = self._contacts.setdefault(first, set())
        new = name not in known
        known.add(name)
        return new

    def settle(self, verdicts):
        """Return ``verdicts``, [(row number, Verdict)], with one row for each record at most.

        Two rows may turn out to be one record by different keys; if both changed
        it, every import would undo the last. A row with its NIF goes before one without.
        """
        order = sorted(range(len(verdicts)), key=lambda place: verdicts[place][1].reason != "matched_nif")
        settled = [found for _number, found in verdicts]
        for place in order:
            number, found = verdicts[place]
            first = self._records.first(found.record_id, number) if found.record_id else number
            if first != number:
                settled[place] = Verdict("duplicate_in_file", "same_record", {"row": first}, record_id=found.record_id)
        return settled


def find_repeated(rows, **known):
    """Return {number of a row without NIF: number of the row that it repeats}.

    ``rows``: {number: values}, those with NIF once each; ``known``: of :class:`~.alike.Crowd`.
    Of those that are one contact, the others repeat the one with NIF, else the one that says
    the most. Two persons who only share the name and the place are two, and so are two NIFs.
    """
    prints = {number: fingerprint(values) for number, values in rows.items()}
    # Rows that say the same are one; one of them is enough to be compared.
    equal = {}
    for number, values in rows.items():
        equal.setdefault(number if "nif" in values else prints[number], []).append(number)
    firsts = [min(numbers) for numbers in equal.values()]
    pairs = Crowd([rows[number] for number in firsts], **known).certain()

    def likeliest(pair):
        return -round(sum(pairs[pair].values()), 6), sorted(prints[firsts[place]] for place in pair)

    found = grouped(
        sorted(pairs, key=likeliest),
        lambda pair: (firsts[pair[0]], firsts[pair[1]]),
        lambda some, others: _are_apart(rows, some, others),
    )
    group_of = {number: group for group, _pairs in found for number in group}
    repeated = {}
    for numbers in equal.values():
        group = group_of.get(min(numbers)) or {min(numbers)}
        first = min(group, key=lambda one: ("nif" not in rows[one], -len(rows[one]), prints[one]))
        repeated.update((number, first) for number in numbers if number != first)
    return repeated


def _are_apart(rows, some, others):
    """Whether any row of ``some`` and any of ``others`` cannot be one contact."""
    return any(
        ("nif" in rows[one] and "nif" in rows[two]) or are_homonyms(rows[one], rows[two])
        for one in some
        for two in others
    )
