"""Which rows of one file are the same contact.

Nothing here touches a database.
"""

from .keys import fingerprint, name_key, phone_digits
from .people import are_homonyms
from .verdict import Verdict

#: Of one name and postcode; more are a filler, and comparing all with all takes too long.
_MOST_NEIGHBOURS = 50


class FileIndex:
    """Remembers the rows of one file, to find those that repeat an earlier one.

    With NIF, a row repeats the first of the same NIF. Without, the first of the
    same name that shares its e-mail, phone or postcode, or all; two persons of one
    postcode with other e-mails or phones are two. The rows with NIF are to be shown
    first: those without may be one of them.
    """

    def __init__(self):
        self._nifs = {}
        self._others = {}
        self._neighbours = {}
        self._contacts = {}
        self._records = {}

    def first(self, number, row):
        """Return the number of the earlier row that ``row`` repeats, or 0, and remember it."""
        values = row.values
        key = values.get("nif")
        marks = _marks(values)
        if key:
            first = self._nifs.setdefault(key, number)
        else:
            found = [self._others[mark] for mark in marks if mark in self._others]
            first = min(found or self._get_neighbours(values), default=number)
        for mark in marks:
            self._others.setdefault(mark, first)
        if "zip" in values:
            place = (name_key(values.get("name") or ""), values["zip"])
            known = self._neighbours.setdefault(place, [])
            if len(known) < _MOST_NEIGHBOURS:
                known.append((first, _get_contact_data(values)))
        return 0 if first == number else first

    def _get_neighbours(self, values):
        """Return the numbers of the first rows that share name and postcode with ``values``."""
        name = name_key(values.get("name") or "")
        if not name or "zip" not in values:
            return []
        known = self._neighbours.get((name, values["zip"]), ())
        return [first for first, theirs in known if not are_homonyms(values, theirs)]

    def other_contact(self, first, row):
        """Whether ``row`` names a person that no row of the same company named before it.

        ``first``: what :meth:`first` said of it, or its own number. To be asked of every row.
        """
        name = name_key(row.values.get("contact_name") or "")
        known = self._contacts.setdefault(first, set())
        new = bool(name) and name not in known
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
            first = self._records.setdefault(found.record_id, number) if found.record_id else number
            if first != number:
                settled[place] = Verdict("duplicate_in_file", "same_record", {"row": first}, record_id=found.record_id)
        return settled


def _marks(values):
    """Return what tells that two rows of one file are the same contact, NIF aside."""
    name = name_key(values.get("name") or "")
    if not name:
        return []
    marks = [(name, "email", values[one]) for one in ("email", "email2") if one in values]
    marks += [(name, "phone", phone_digits(values[one])) for one in ("phone", "mobile") if one in values]
    return marks or ([] if "zip" in values else [(name, "row", fingerprint(values))])


def _get_contact_data(values):
    """Return the part of ``values`` that tells apart two persons of one name."""
    names = ("name", "kind", "contact_name", "email", "email2", "phone", "mobile")
    return {name: values[name] for name in names if name in values}
