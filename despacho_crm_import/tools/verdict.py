"""What to do with each row of a file: the decision and its reason.

Nothing here touches a database: the caller gives the records that the row may be.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

#: Kinds of source, by how much they are trusted.
SOURCES = ("billing", "crm", "agenda", "list")

KINDS = ("create", "update", "same", "duplicate_in_file", "no_nif", "rejected")

#: reason: names of its details.
REASONS = {
    "new": (),  # create: nobody in the base has this NIF
    "matched_nif": (),  # update, same
    "matched_email": (),  # update, same; without NIF in the row
    "matched_name": (),  # update, same; same name and postcode or phone
    "nif_missing": (),  # no_nif: created as pending
    "nif_invalid": ("written", "error"),  # no_nif
    "ambiguous": ("count",),  # no_nif: several records could be it
    "repeated": ("row",),  # duplicate_in_file: row number of the first
    "empty": (),  # rejected: neither name nor NIF
    "name_missing": (),  # rejected: a new NIF without a name
}


class Known(NamedTuple):
    """A value in the base and where it came from."""

    value: object
    source: str = ""  # of SOURCES; '' when the origin is not known: as ``crm``
    typed: bool = False  # a person typed it: never overwritten
    date: str = ""  # ISO date of the source's value, '' when unknown


class Record(NamedTuple):
    """A record of the base: {field of FIELDS: Known}; blank fields may be left out."""

    id: int
    values: dict


class Keys(NamedTuple):
    """What a row may be found by; '' when it lacks it."""

    nif: str
    email: str
    name_zip: str
    name_phone: str


@dataclass
class Verdict:
    """``changes``: {field: (old, new)}; ``kept``: {field: (old, new, why)} with why
    ``typed``, ``trusted`` (a source trusted more) or ``newer``.
    ``record_id``: the record to update, 0 to create. ``first_row``: of a repeated row.
    In create and no_nif ``changes`` has everything that the row brings.
    """

    kind: str
    reason: str
    details: dict = field(default_factory=dict)
    changes: dict = field(default_factory=dict)
    kept: dict = field(default_factory=dict)
    record_id: int = 0
    first_row: int = 0


def name_key(name):
    """Return ``name`` without case, accents, punctuation or legal form."""
    raise NotImplementedError


def keys(values):
    """Return the :class:`Keys` of cleaned ``values`` (of a row or of a record)."""
    raise NotImplementedError


def decide(row, candidates, source, date="", first_row=0):
    """Return the :class:`Verdict` on one cleaned row.

    ``row``: values.Row. ``candidates``: Keys-like mapping {'nif': [Record],
    'email': [Record], 'name': [Record]}, missing keys allowed.
    ``source``: of SOURCES; ``date``: ISO date of the file or of the row.
    ``first_row``: number of the row that this one repeats, as FileIndex says.
    """
    raise NotImplementedError


class FileIndex:
    """Remembers the rows of one file, to find those that repeat an earlier one."""

    def first(self, number, row):
        """Return the number of the earlier row that ``row`` repeats, or 0, and remember it."""
        raise NotImplementedError
