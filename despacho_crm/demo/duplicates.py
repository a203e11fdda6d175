"""The same company in two agendas, known by little: what a person has to look at twice.

Nothing here touches a database.
"""

from .parties import MAIL_PROVIDER
from .people import make_landline, make_street, slug

#: Of the copies, from the first one on: known by their phone only, by their name and town only, a branch.
PHONE_ONLY, NAME_ONLY, BRANCHES = 3, 2, 1
#: Prospects that two advisers wrote down, and children of a client in the same house.
TWICE, SIBLINGS = 2, 2


def blur(rng, copies, clients, prospects, leads):
    """Take from some ``copies``, [(agenda's, known one)], what their agenda does not say, and add doubtful ones."""
    # Those of the leads are called so in them.
    named = {lead.party for lead in leads}
    rest = iter(copies)
    for _index in range(PHONE_ONLY):
        copy, _known = next(rest)
        copy.street = copy.email = copy.domain = ""
    for _index in range(NAME_ONLY):
        copy, _known = next(rest)
        copy.street = copy.email = copy.domain = copy.phone = ""
    for _index in range(BRANCHES):
        _make_branch(rng, *next(rest))
    named |= {copy.code for copy, _known in copies}
    pending = [p for p in prospects if not (p.vat or p.exemption or p.code in named) and p.form == "sl"]
    for one, other in zip(pending[:TWICE], pending[TWICE:], strict=False):
        _write_twice(one, other)
    persons = [
        [party for party in parties if party.kind == "person" and party.vat and party.code not in named]
        for parties in (clients, prospects)
    ]
    for parent, child in zip(*(rng.sample(found, SIBLINGS) for found in persons), strict=True):
        _make_sibling(parent, child)


def _make_branch(rng, copy, known):
    """Another address of ``known``, with the phone of the place."""
    copy.name = f"{known.name.rsplit(', ', 1)[0]} (almacén)"
    copy.street = make_street(rng, "ca" if known.town.province == "17" else "es", True)
    copy.phone, copy.note = make_landline(rng, known.town.province), "Almacén: preguntar por el encargado"


def _write_twice(one, other):
    other.name = f"{one.name.rsplit(', ', 1)[0]} SL"
    other.town, other.postcode, other.street = one.town, one.postcode, ""
    other.phone, other.email, other.domain, other.contacts = one.phone, "", "", []
    other.sector, other.tags, other.note = one.sector, list(one.tags), "También la visita laboral"


def _make_sibling(parent, child):
    """Another surname alike, in the same house and on the same phone: not the same person."""
    child.name = " ".join([child.name.split()[0], *parent.name.split()[-2:]])
    child.town, child.postcode, child.street, child.phone = parent.town, parent.postcode, parent.street, parent.phone
    first, *surnames = child.name.split()
    child.email = f"{slug(first)}.{slug(''.join(surnames))}@{MAIL_PROVIDER}"
    child.vat, child.note = "", "De la familia: no confundir"
