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

from .keys import phone_digits
from .people import are_homonyms

#: Kinds of source, the most trusted first.
SOURCES = ("billing", "crm", "agenda", "list")

KINDS = ("create", "update", "same", "ask", "duplicate_in_file", "no_nif", "rejected")

#: Of those that a row may be, the most that a person chooses from.
MOST_CANDIDATES = 5

#: reason: names of its details.
REASONS = {
    "new": (),  # create: nobody in the base has this NIF
    "matched_nif": (),  # update, same
    "matched": ("bits",),  # update, same: the engine of the duplicates is certain
    "chosen": (),  # update, same: a person said that it is that contact
    "matched_row": (),  # update, same: an equal row of an earlier file is that record
    "exported": (),  # update, same: it is the record that was exported from the base
    "not_readable": (),  # rejected: it is a record that whoever imports may not see
    "nif_missing": (),  # no_nif: to be created, pending of its NIF
    "nif_invalid": ("written", "error"),  # no_nif
    "may_be": ("candidates",),  # ask: it may be one of these records; nothing is created until a person says so
    "repeated": ("row",),  # duplicate_in_file: number of the first row
    "other_contact": ("row",),  # duplicate_in_file: the same company, another person or address of it
    "contradicts": ("fields",),  # duplicate_in_file: of a list for the census, an earlier row says otherwise
    "same_record": ("row",),  # duplicate_in_file: an earlier row is that record too
    "ledger_account": (),  # rejected: an account of the firm's own, of no customer nor supplier
    "totals_row": (),  # rejected: the sums of a list, or the number of its page
    "empty": (),  # rejected: neither name nor NIF
    "name_missing": (),  # rejected: a NIF that is not in the base, without a name
}

#: What a further row of a company brings when it is no person but another address.
ESTABLISHMENT = "establishment"

#: What a row says about itself and not about the contact.
NOT_COMPARED = frozenset(("date", "source", "kind", "first_name", "last_name"))
#: Kept at the end of the old ones, never replaced: what a person typed stays above.
ADDED = frozenset(("notes", "description", "tags", "interests"))
_NO_WORD = re.compile(r"[\W_]+")


class Known(NamedTuple):
    """A value in the base and where it came from."""

    value: object
    source: str = ""  # of SOURCES; '' when the origin is not known: taken as ``crm``
    typed: bool = False  # a person typed it: never overwritten
    date: str = ""  # ISO date of the value in its source, '' when unknown


class Record(NamedTuple):
    """A record of the base: ``values`` {field of FIELDS: Known}; blanks may be left out.

    ``band``, ``bits``: what the engine of the duplicates says of it, {field: bits}.
    """

    id: int
    values: dict
    band: str = ""
    bits: dict = {}


@dataclass
class Verdict:
    """The decision on a row.

    ``reason``: of :data:`REASONS`, with its ``details``. ``changes``: {field:
    (old, new)}; all that the row brings when a record is to be created.
    ``kept``: {field: (value in the base, value in the row, why)} with why
    ``typed``; ``trusted``: its source is trusted more; ``newer``; ``former``: the
    row has a NIF that the record had before; ``unsure``: the NIF does not vouch
    for the match, so nobody is renamed.
    ``grounds``: {field of ``changes`` and ``kept``: (why, source of the value in the base, its date)},
    why the row's or the base's prevails: those of ``kept``, or ``blank``, ``added``, ``outranks``, ``later``.
    ``record_id``: the record to update, 0 when there is none.
    ``creates``: whether applying the row creates a record.
    """

    kind: str
    reason: str
    details: dict = field(default_factory=dict)
    changes: dict = field(default_factory=dict)
    kept: dict = field(default_factory=dict)
    grounds: dict = field(default_factory=dict)
    record_id: int = 0

    @property
    def creates(self):
        return self.kind in ("create", "no_nif")


def decide(row, candidates, source, date="", first_row=0, other_contact=False):
    """Return the :class:`Verdict` on one cleaned row.

    ``row``: values.Row. ``candidates``: {'nif': [Record], 'chosen': [Record], 'row':
    [Record], 'match': [Record]}: the records that share the NIF with the row, the one that a
    person chose, the one that a row of the same :func:`~.keys.fingerprint` became before, and
    those that the engine of the duplicates finds, the likeliest first; any may be missing.
    ``source``: of SOURCES; ``date``: ISO date of the file, for rows without date.
    ``first_row``: number of the row that this one repeats, or 0; ``other_contact``:
    whether it does so with another person.

    The NIF decides when both have it. A row without NIF is the record of which the engine is
    certain; when there are several, or none is certain, a person is asked. A row with a NIF
    that the base has not is never asked about: it completes a record without NIF, or is new.
    """
    values = row.values
    if not values.get("name") and not values.get("nif"):
        nobody = [note.code for note in row.notes if note.code in ("ledger_account", "totals_row")]
        return Verdict("rejected", (nobody or ["empty"])[0])
    if first_row:
        reason = "other_contact" if other_contact else "repeated"
        details = {"row": first_row, ESTABLISHMENT: True} if other_contact == ESTABLISHMENT else {"row": first_row}
        return Verdict("duplicate_in_file", reason, details)
    record, reason, details = find(values, candidates)
    if record:
        return compare(row, record, reason, source, values.get("date") or date, details)
    if reason:
        return Verdict("ask", reason, details)
    brought = {name: (None, value) for name, value in values.items()}
    if values.get("nif"):
        if not values.get("name"):
            return Verdict("rejected", "name_missing")
        return Verdict("create", "new", changes=brought)
    if row.nif_error:
        details = {"written": row.nif_written, "error": row.nif_error}
        return Verdict("no_nif", "nif_invalid", details, brought)
    return Verdict("no_nif", "nif_missing", changes=brought)


def find(values, candidates):
    """Return ``(record or None, reason, details)``; without record, a reason is one to ask."""
    for key, reason in (("nif", "matched_nif"), ("chosen", "chosen"), ("row", "matched_row")):
        if candidates.get(key):
            return candidates[key][0], reason, {}
    found = candidates.get("match") or ()
    certain = [record for record in found if record.band == "certain" and _is_sure(values, record)]
    if len(certain) == 1:
        return certain[0], "matched", {"bits": _rounded(certain[0].bits)}
    if found and not values.get("nif"):
        likely = [[record.id, _rounded(record.bits)] for record in found[:MOST_CANDIDATES]]
        return None, "may_be", {"candidates": likely}
    return None, "", {}


def _rounded(bits):
    return {name: round(worth, 1) for name, worth in bits.items() if round(worth, 1)}


def _is_sure(values, record):
    """Whether nothing that the engine does not look at speaks against ``record``, of which it is certain."""
    theirs = {name: known.value for name, known in record.values.items()}
    # A couple, or two companies of one owner, share the e-mail, the phone and the door: another name is another one.
    if are_homonyms(values, theirs) or record.bits.get("name", 0) <= 0:
        return False
    if not values.get("nif"):
        return True
    # A person's number does not go to a namesake of the same place.
    own = any(record.bits.get(name, 0) > 1 for name in ("phone", "email"))
    return own or person_kind(values["nif"]) not in ("natural", "")


def compare(row, record, reason, source, date, details):
    """Return the verdict ``update`` or ``same`` on a row that is ``record``."""
    verdict = Verdict("same", reason, details, record_id=record.id)
    for name, new in row.values.items():
        if name in NOT_COMPARED or new in ("", None, []):
            continue
        known = record.values.get(name) or Known("")
        if name in ADDED:
            added = add_to(known.value, new)
            if added != (known.value or type(added)()):
                verdict.changes[name] = (known.value, added)
                verdict.grounds[name] = ("added" if known.value else "blank", known.source, known.date)
        elif not are_same(name, known.value, new):
            why = _why_kept(known, source, date)
            if name == "nif" and known.value and reason != "exported":
                why = "former"
            elif name == "name" and reason not in ("matched_nif", "exported") and known.value:
                why = why or "unsure"
            if why:
                verdict.kept[name] = (known.value, new, why)
            else:
                verdict.changes[name] = (known.value or None, new)
            verdict.grounds[name] = (why or _why_changed(known, source), known.source, known.date)
    if verdict.changes:
        verdict.kind = "update"
    return verdict


def _why_kept(known, source, date):
    """Return why the value in the base stays, '' when the row's replaces it."""
    if _is_blank(known.value):
        return ""
    if known.typed:
        return "typed"
    mine, other = SOURCES.index(source), SOURCES.index(known.source or "crm")
    if mine != other:
        return "trusted" if mine > other else ""
    return "newer" if date and known.date > date else ""


def _is_blank(value):
    # Without employees is another thing than nobody knows how many.
    return value is False or value in ("", None, [])


def _why_changed(known, source):
    """Return why the row's value replaces that of the base."""
    if _is_blank(known.value):
        return "blank"
    return "later" if source == (known.source or "crm") else "outranks"


def are_same(name, old, new):
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


def add_to(old, new):
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
