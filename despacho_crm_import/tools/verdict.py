"""What to do with each row of a file: the decision and its reason.

Nothing here touches a database: the caller gives the records that the row may be.

The rule when sources disagree: a value that a person typed stays. Else the
source trusted more wins (billing, then CRM, then agenda, then bought list); at
equal trust, the later one, so that a new export of the same program refreshes
what the last one brought. A blank never wipes anything.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from odoo.addons.despacho_crm.tools.nif import person_kind

from .keys import Keys, fingerprint, keys, name_key, phone_digits
from .people import are_homonyms

__all__ = ["Keys", "Known", "Record", "Verdict", "decide", "fingerprint", "keys", "name_key"]

#: Kinds of source, the most trusted first.
SOURCES = ("billing", "crm", "agenda", "list")

KINDS = ("create", "update", "same", "duplicate_in_file", "no_nif", "rejected")

#: reason: names of its details.
REASONS = {
    "new": (),  # create: nobody in the base has this NIF
    "matched_nif": (),  # update, same
    "matched_email": (),  # update, same: same e-mail, name alike; the same one if the row has a NIF
    "matched_name": (),  # update, same: same name and phone or postcode
    "matched_row": (),  # update, same: an equal row of an earlier file is that record
    "nif_missing": (),  # no_nif: to be created, pending of its NIF
    "nif_invalid": ("written", "error"),  # no_nif
    "ambiguous": ("count",),  # no_nif: several records could be it; nothing is created
    "repeated": ("row",),  # duplicate_in_file: number of the first row
    "other_contact": ("row",),  # duplicate_in_file: the same company, another person of it
    "same_record": ("row",),  # duplicate_in_file: an earlier row is that record too
    "empty": (),  # rejected: neither name nor NIF
    "name_missing": (),  # rejected: a NIF that is not in the base, without a name
}

#: What a row says about itself and not about the contact.
_NOT_COMPARED = frozenset(("date", "source", "kind", "first_name", "last_name"))
#: Kept at the end of the old ones, never replaced: what a person typed stays above.
_ADDED = frozenset(("notes", "tags"))
_NO_WORD = re.compile(r"[\W_]+")


class Known(NamedTuple):
    """A value in the base and where it came from."""

    value: object
    source: str = ""  # of SOURCES; '' when the origin is not known: taken as ``crm``
    typed: bool = False  # a person typed it: never overwritten
    date: str = ""  # ISO date of the value in its source, '' when unknown


class Record(NamedTuple):
    """A record of the base: ``values`` {field of FIELDS: Known}; blanks may be left out."""

    id: int
    values: dict


@dataclass
class Verdict:
    """The decision on a row.

    ``reason``: of :data:`REASONS`, with its ``details``. ``changes``: {field:
    (old, new)}; all that the row brings when a record is to be created.
    ``kept``: {field: (value in the base, value in the row, why)} with why
    ``typed``; ``trusted``: its source is trusted more; ``newer``; ``former``: the
    row has a NIF that the record had before; ``unsure``: the NIF does not vouch
    for the match, so nobody is renamed.
    ``record_id``: the record to update, 0 when there is none.
    ``creates``: whether applying the row creates a record.
    """

    kind: str
    reason: str
    details: dict = field(default_factory=dict)
    changes: dict = field(default_factory=dict)
    kept: dict = field(default_factory=dict)
    record_id: int = 0

    @property
    def creates(self):
        return self.kind == "create" or (self.kind == "no_nif" and self.reason != "ambiguous")


def decide(row, candidates, source, date="", first_row=0, other_contact=False):
    """Return the :class:`Verdict` on one cleaned row.

    ``row``: values.Row. ``candidates``: {'nif': [Record], 'email': [Record],
    'name': [Record], 'row': [Record]}: the records that share the NIF, the
    e-mail, ``name_zip`` or ``name_phone`` of :func:`keys` with the row, and the
    one that a row of the same :func:`fingerprint` became before; any may be
    missing. ``source``: of SOURCES; ``date``: ISO date of the file, for rows
    without date. ``first_row``: number of the row that this one repeats, as
    FileIndex says, or 0; ``other_contact``: whether it does so with another person.

    The NIF decides when both have it. A record without NIF is completed by a row
    with NIF that has its e-mail or phone and its name. A row without NIF is
    matched by its e-mail, else by its name with phone or postcode. The name alone
    never identifies, and when several records fit none is taken.
    """
    values = row.values
    if not values.get("name") and not values.get("nif"):
        return Verdict("rejected", "empty")
    if first_row:
        reason = "other_contact" if other_contact else "repeated"
        return Verdict("duplicate_in_file", reason, {"row": first_row})
    record, reason, count = _find(values, candidates)
    if record:
        return _compare(row, record, reason, source, values.get("date") or date)
    brought = {name: (None, value) for name, value in values.items()}
    if values.get("nif"):
        if not values.get("name"):
            return Verdict("rejected", "name_missing")
        return Verdict("create", "new", changes=brought)
    if count:
        return Verdict("no_nif", "ambiguous", {"count": count})
    if row.nif_error:
        details = {"written": row.nif_written, "error": row.nif_error}
        return Verdict("no_nif", "nif_invalid", details, brought)
    return Verdict("no_nif", "nif_missing", changes=brought)


def _find(values, candidates):
    """Return ``(record or None, reason, number of records that fit)``."""
    found = candidates.get("nif") or ()
    if values.get("nif") and found:
        return found[0], "matched_nif", len(found)
    if not any(candidates.get(key) for key in ("email", "name", "row")):
        return None, "", 0
    mine = keys(values)
    for key, reason in (("email", "matched_email"), ("name", "matched_name"), ("row", "matched_row")):
        fitting = {
            record.id: record
            for record in candidates.get(key) or ()
            if key == "row" or _fits(values, mine, record, key)
        }
        if len(fitting) == 1:
            return next(iter(fitting.values())), reason, 1
        if fitting:
            return None, reason, len(fitting)
    return None, "", 0


def _fits(values, mine, record, key):
    """Whether ``record``, found by ``key``, may be the contact of the row."""
    theirs = {name: known.value for name, known in record.values.items()}
    if values.get("nif") and theirs.get("nif"):
        return False
    name = name_key(theirs.get("name") or "")
    if key == "email":
        words, their_words = _significant(name_key(values.get("name") or "")), _significant(name)
        if values.get("nif"):
            # Two companies of one owner share the e-mail and the surname: a number goes
            # only to whom has the whole name.
            return bool(words) and words == their_words
        return bool(words & their_words) or not (name and values.get("name"))
    if are_homonyms(values, theirs):
        return False
    # A postcode has many homonyms: it is not enough to give a person a NIF.
    if not values.get("nif") or person_kind(values["nif"]) not in ("natural", ""):
        return True
    return keys(theirs).name_phone == mine.name_phone != ""


def _significant(name):
    """Return the words of a :func:`name_key` that say who it is, in any order; all when they are short."""
    words = set(name.split())
    return {word for word in words if len(word) > 2} or words


def _compare(row, record, reason, source, date):
    """Return the verdict ``update`` or ``same`` on a row that is ``record``."""
    verdict = Verdict("same", reason, record_id=record.id)
    for name, new in row.values.items():
        if name in _NOT_COMPARED or new in ("", None, []):
            continue
        known = record.values.get(name) or Known("")
        if name in _ADDED:
            added = _added(known.value, new)
            if added != (known.value or type(added)()):
                verdict.changes[name] = (known.value, added)
        elif not _same(name, known.value, new):
            why = _why_kept(known, source, date)
            if name == "nif" and known.value:
                why = "former"
            elif name == "name" and reason != "matched_nif" and known.value:
                why = why or "unsure"
            if why:
                verdict.kept[name] = (known.value, new, why)
            else:
                verdict.changes[name] = (known.value or None, new)
    if verdict.changes:
        verdict.kind = "update"
    return verdict


def _why_kept(known, source, date):
    """Return why the value in the base stays, '' when the row's replaces it."""
    if known.value in ("", None, False, []):
        return ""
    if known.typed:
        return "typed"
    mine, other = SOURCES.index(source), SOURCES.index(known.source or "crm")
    if mine != other:
        return "trusted" if mine > other else ""
    return "newer" if date and known.date > date else ""


def _same(name, old, new):
    """Whether both are one value: letter case, accents and spaces make another only in names."""
    if isinstance(new, (int, float)):
        return (old or 0) == new
    old, new = str(old or ""), str(new)
    if old == new:
        return True
    if name in ("phone", "mobile"):
        return phone_digits(old) == phone_digits(new)
    if name in ("email", "email2", "website"):
        return _address(old) == _address(new)
    if name in ("iban", "zip", "nif"):
        return old.replace(" ", "").upper() == new.replace(" ", "").upper()
    return " ".join(old.split()) == " ".join(new.split())


def _address(text):
    text = text.strip().lower().removeprefix("https://").removeprefix("http://")
    return text.removeprefix("www.").rstrip("/")


def _added(old, new):
    """Return ``old`` followed by what of ``new`` it does not have."""
    if isinstance(new, list):
        old = list(old or [])
        return old + [one for one in new if one not in old]
    old = old or ""
    present = {_words(line) for line in old.split("\n")}
    missing = [line for line in new.split("\n") if line.strip() and _words(line) not in present]
    return "\n".join(filter(None, [old, *missing]))


def _words(line):
    """Return ``line`` without what the notes of a record lose or gain in its rich text."""
    return _NO_WORD.sub(" ", line).strip() or line.strip()
