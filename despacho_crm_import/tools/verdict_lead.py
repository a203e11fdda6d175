"""What to do with each row of a list of leads: the decision and its reason.

As with contacts (see ``verdict``), nothing here touches a database. A row is the open lead of the
same company or person, completes it and opens no second one; else it is a new lead, of the contact
of the base that it surely is, or of nobody yet.
"""

from . import verdict
from .verdict import Verdict

#: reason: names of its details; those of ``verdict`` besides.
REASONS = {
    "open_lead": (),  # update, same: they have a lead that is still open
    "lead_row": (),  # same: an equal row of an earlier file became that lead
    "of_client": ("client",),  # create, no_nif: the lead of that contact; ``bits`` when the engine said so
    "new_lead": (),  # create: nobody in the base has this NIF
}
#: What tells that a row is of somebody.
_SOMEBODY = ("name", "contact_name", "nif", "email", "phone")
#: Where a lead came from first is where it came from.
_FIRST = ("source", "medium", "campaign")
#: What a lead takes from its contact.
_OF_CLIENT = frozenset(
    ("name", "nif", "phone", "email", "website", "function", "street", "street2", "zip", "city", "state", "country")
)
#: What the row says of a contact and a lead does not compare.
_NOT_COMPARED = ("kind", "date", "subject", *_FIRST)


def find_client(values, candidates):
    """Return ``(id of the contact whose lead the row is or 0, reason, details)``.

    ``candidates``: of contacts, as ``verdict.decide`` takes them. Without id, a reason is one to ask.
    """
    record, reason, details = verdict.find(values, candidates)
    return (record.id if record else 0), reason, details


def decide(row, candidates, source, date="", first_row=0, other_contact=False):
    """Return the :class:`~.verdict.Verdict` on one cleaned row of a list of leads.

    ``candidates``: {'client': {...} as ``verdict.decide`` takes them, 'lead': [Record of the open lead],
    'row': [Record of the lead that an equal row became], 'closed': ids of leads that are not open,
    'linked': ids of those of a contact, 'numbered': ids of contacts that have their NIF}; any may be
    missing. ``record_id`` is that of a lead, or with a minus sign that of the contact whose new lead it
    is: two rows of one file are one lead.
    """
    values = row.values
    if not any(values.get(name) for name in _SOMEBODY):
        return Verdict("rejected", "empty")
    if first_row:
        return Verdict("duplicate_in_file", "other_contact" if other_contact else "repeated", {"row": first_row})
    for key, reason in (("row", "lead_row"), ("lead", "open_lead")):
        for lead in candidates.get(key, ())[:1]:
            if lead.id in candidates.get("closed", ()):
                return Verdict("same", reason, record_id=lead.id)
            linked = lead.id in candidates.get("linked", ())
            return _compare(row, lead, reason, source, values.get("date") or date, linked)
    client, reason, details = find_client(values, candidates.get("client") or {})
    if reason and not client:
        return Verdict("ask", reason, details)
    brought = {name: (None, value) for name, value in values.items()}
    if client:
        details = {"client": client, **details}
        has_nif = values.get("nif") or client in candidates.get("numbered", ())
        return Verdict("create" if has_nif else "no_nif", "of_client", details, brought, record_id=-client)
    if values.get("nif"):
        if not (values.get("name") or values.get("contact_name")):
            return Verdict("rejected", "name_missing")
        return Verdict("create", "new_lead", changes=brought)
    if row.nif_error:
        details = {"written": row.nif_written, "error": row.nif_error}
        return Verdict("no_nif", "nif_invalid", details, brought)
    return Verdict("no_nif", "nif_missing", changes=brought)


def _compare(row, lead, reason, source, date, linked):
    """Return the verdict ``update`` or ``same`` on a row that is ``lead``.

    ``linked``: the lead is of a contact, and shows the data that the base has of it: those stay.
    """
    values = {name: value for name, value in row.values.items() if name not in _NOT_COMPARED}
    theirs = {name: known.value for name, known in lead.values.items()}
    subject = row.values.get("subject")
    if subject and subject != theirs.get("subject"):
        # What they ask for now is told below what they asked for first.
        values["description"] = "\n".join(filter(None, [subject, values.get("description")]))
    found = verdict.compare(row._replace(values=values), lead, reason, source, date, {})
    for name in _FIRST:
        new = row.values.get(name)
        if new and not theirs.get(name):
            found.changes[name] = (None, new)
        elif new and new.casefold() != theirs[name].casefold():
            found.kept[name] = (theirs[name], new, "first")
    for name in _OF_CLIENT.intersection(found.changes) if linked else ():
        found.kept[name] = (*found.changes.pop(name), "client")
    found.kind = "update" if found.changes else "same"
    return found
