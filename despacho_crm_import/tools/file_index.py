"""Which rows of one file are the same contact.

Nothing here touches the database of the firm.
"""

import hashlib

from .first_seen import FirstSeen
from .kept import Kept
from .keys import name_key
from .places import Place, are_apart
from .verdict import ESTABLISHMENT, Verdict


class FileIndex:
    """Remembers the rows of one file, to find those that repeat another.

    With NIF, a row repeats the first of the same NIF. Rows without are compared, all at
    once, with one another and with those that have it, as the engine of the duplicates does
    (see ``crowd``): which comes first in the file is no matter.
    """

    def __init__(self, further=lambda values: values.get("contact_name") or "", place=lambda values: None):
        """``further``: what of a row that repeats another is news, '' for nothing.

        ``place``: where it is (``places.Place``), None when that tells nothing.
        """
        self._further = further
        self._place = place
        self._places = Kept()
        #: Whether the rows that come may be repeated: else nothing need be kept of where they are.
        self.keeps_places = True
        self._nifs = FirstSeen()
        self._people = FirstSeen()
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
        known = self._places.get(first) or []
        others = (Place(code, city, frozenset(words)) for code, city, words in known)
        new = bool(known) and all(are_apart(place, other) for other in others)
        if new or not known:
            self._places.put(first, [*known, [place.zip, place.city, sorted(place.words)]])
        if new:
            self._other_person(first, row)
        return ESTABLISHMENT if new else False

    def _other_person(self, first, row):
        name = name_key(self._further(row.values))
        if not name:
            return False
        said = hashlib.blake2b(f"{first}|{name}".encode("utf-8", "replace"), digest_size=16).hexdigest()
        is_new = self._people.get(said) is None
        self._people.first(said, first)
        return is_new

    def remember(self, number, record_id):
        """Take note that a row is a record, as it was settled before."""
        if record_id:
            self._records.first(record_id, number)

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
