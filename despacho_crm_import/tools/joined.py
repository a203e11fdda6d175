"""What the rows of one company say together: the further ones complete the first.

Nothing here touches a database.
"""

from odoo.addons.despacho_crm.tools.matching.normalise import plain

from .keys import name_key
from .notes import Note
from .places import are_apart
from .verdict import ADDED, NOT_COMPARED, add_to, are_same

#: Rows that are looked at to complete one: nobody reads notes of more.
MOST_JOINED = 200
#: What a row tells of the person whom it names, and not of the company.
PERSONAL = ("contact_name", "function", "mobile", "email2")
#: What is the person's too when the row names another one than the first row does.
_REACHED = ("phone", "email")
_PHONES = ("phone", "mobile")
_EMAILS = ("email", "email2")
_WHERE = ("street", "street2", "zip", "city", "state", "country")
#: What a row of another address tells of that address.
AT_ADDRESS = (*_WHERE, "name", "phone", "email", "website", "notes")
#: Of these a contact has one: another one is told in the notes.
_SEVERAL = ("ref", *_PHONES, *_EMAILS, "website", "iban")


class Joining:
    """The rows of one company, one after the other; ``rows``: {number: ``Row``} of those that say more or else now.

    ``first``: (number, ``Row``) of the one that the others repeat; ``labels``: function that returns {field: how it is
    called in the notes}; ``place``: function from values to where they are (``places.Place``), or None; ``kept``: names
    of what each row keeps for itself; ``notes``: the field of the notes.
    """

    def __init__(self, first, labels, place=lambda values: None, kept=(), notes="notes"):
        self._labels = labels
        self._place = place
        self._kept = frozenset(kept)
        self._notes = notes
        self._first = first[0]
        self._all = {}
        self.rows = {}
        self._people, self._places = {}, []
        self._take(*first)
        where = place(first[1].values)
        if where:
            self._places.append((where, first[0]))
        self._people[self._who(first[1].values)] = first[0]

    def add(self, number, row):
        """Have the first row, or the one of the same person or address, say what ``row`` says and it does not."""
        self._take(number, row)
        who, where = self._who(row.values), self._place(row.values)
        taken = set(self._kept)
        if who and self._people.setdefault(who, number) != self._first:
            self._complete(self._people[who], number, (*PERSONAL, *_REACHED), self._first)
            taken.update(PERSONAL, _REACHED)
        if where and (address := self._find_address(where, number)) != self._first:
            names = set(AT_ADDRESS) - taken
            self._complete(address, number, names)
            taken.update(AT_ADDRESS)
        self._complete(self._first, number, row.values.keys() - taken)

    def _take(self, number, row):
        self._all[number] = row._replace(values=dict(row.values), notes=list(row.notes))

    @staticmethod
    def _who(values):
        return name_key(values.get("contact_name") or "")

    def _find_address(self, where, number):
        """Return the number of the row whose address ``where`` is; that of a new one is of ``number``."""
        for known, first in self._places:
            if not are_apart(where, known):
                return first
        # The first address that is told is that of the company.
        first = number if self._places else self._first
        self._places.append((where, first))
        return first

    def _complete(self, into, number, names, noted=None):
        """Complete the row ``into`` with what of ``names`` the row ``number`` says.

        ``noted``: number of the row in whose notes it is told what ``into`` has no room for, its own by default.
        """
        if into == number:
            return
        mine, theirs = self._all[into], self._all[number]
        for name in sorted(set(names) & theirs.values.keys() - NOT_COMPARED - {"nif"}):
            new, old = theirs.values[name], mine.values.get(name)
            if name in ADDED:
                self._write(mine, into, number, name, add_to(old, new))
            elif old in (None, "", []) and (name not in _WHERE or self._is_one_address(mine.values, theirs.values)):
                self._write(mine, into, number, name, new)
            elif not self._is_known(name, mine.values, new):
                if name in _SEVERAL:
                    self._tell(noted or into, number, f"{self._labels()[name]}: {new}")
                else:
                    self._note(theirs, number, Note("said_otherwise", name, _to_text(new), _to_text(old or "")))

    def _tell(self, into, number, line):
        row = self._all[into]
        self._write(row, into, number, self._notes, add_to(row.values.get(self._notes), line))

    def _write(self, row, into, number, name, value):
        if row.values.get(name) != value:
            row.values[name] = value
            self._note(row, into, Note("from_row", name, str(number), ""))

    def _note(self, row, number, note):
        if note not in row.notes:
            row.notes.append(note)
        self.rows[number] = row

    @staticmethod
    def _is_one_address(mine, theirs):
        """Whether nothing that both say of where they are differs: half an address of each would be none."""
        return all(
            are_same(name, mine[name], theirs[name]) or plain(str(mine[name])) == plain(str(theirs[name]))
            for name in _WHERE
            if mine.get(name) and theirs.get(name)
        )

    @staticmethod
    def _is_known(name, values, new):
        """Whether ``values`` say ``new`` already, be it under another name or in another spelling."""
        for names in (_PHONES, _EMAILS):
            if name in names:
                return any(are_same(name, values[one], new) for one in names if values.get(one))
        old = values.get(name) or ""
        if name == "name":
            return name_key(old) == name_key(new)
        return are_same(name, old, new) or isinstance(new, str) and plain(str(old)) == plain(new)


def _to_text(value):
    return ", ".join(value) if isinstance(value, list) else str(value)
