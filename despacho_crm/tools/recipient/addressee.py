"""Whom within a company a commercial action addresses, and whether they may be.

A pure decision over what somebody else gathered. What is sent has to fit the work of whoever receives it, for the
data of the people of companies are there for the relation with their company (Ley Orgánica 3/2018, art. 19). So the
action says a role or a post, and the first of these who has an address and may be addressed is the addressee; where
nobody fits, the company itself, if the action admits it.

Whoever said no is not gone around: if the person who fits is opposed, or their company is, nobody there is addressed.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ..census_words import words

#: People of one company of whom it is asked: those who fit best.
MOST = 3
#: What keeps one from being addressed, and not the others of the company.
ONE_ONLY = frozenset(
    {
        *("no_address", "bounced", "company_only", "excluded_by_hand"),
        *("consent_old", "not_similar", "no_interaction", "no_balancing", "no_basis"),
    }
)
#: Said by the company itself, they hold for all its people.
FOR_ALL = frozenset({"opposed", "blocked"})
#: What tells less than any other reason.
_POOR = ("no_address", "bounced")


class Person(NamedTuple):
    """Somebody who may be the addressee: a person of the company, the company itself, or whoever was chosen as such."""

    key: Any
    name: str = ""
    role: str = ""
    post: str = ""
    has_address: bool = True
    bounced: bool = False
    excluded: bool = False
    #: How they come to be the addressee: itself, role, post or company.
    how: str = "company"
    email: str | None = None
    phone: str | None = None


class Choice(NamedTuple):
    """The addressee, or who would have been: ``reason`` is empty where they are addressed."""

    person: Person
    reason: str = ""
    #: What the law says of them; None where it did not have to be asked.
    verdict: Any = None
    #: (person, reason) of those who go before and could not be.
    passed: tuple = ()
    #: Key of their company, when there is one.
    company: Any = None


def posts(text: str) -> list[tuple[str, ...]]:
    """Return the posts that ``text`` names, each as its words.

    >>> posts("Administración, jefe  de compras,")
    [('administracion',), ('jefe', 'de', 'compras')]
    """
    found = (tuple(words(part)) for part in (text or "").replace(";", ",").split(","))
    return [post for post in found if post]


def place(post: str, wanted: Sequence[tuple[str, ...]]) -> int | None:
    """Return which of ``wanted`` the post is, the first one being 0; None: none of them.

    It is when each of its words begins one of the post, or shares its first five letters with it.

    >>> place("Jefa de Administración", posts("contable, administrador"))
    1
    """
    have = words(post or "")
    for number, one in enumerate(wanted):
        if all(any(_alike(word, known) for known in have) for word in one):
            return number
    return None


def _alike(word, known):
    # «administrador» and «administración», «gerente» and «gerencia»: the work is the same.
    return known.startswith(word) or (len(word) > 6 and known[:5] == word[:5])


def fitting(people: Iterable[Person], role: str, wanted: Sequence[tuple[str, ...]]) -> list[Person]:
    """Return those of ``people`` who fit, the best first: whoever has the role, then by post, in the order wanted.

    Of two alike, the one with an address goes first.
    """
    found = []
    for order, person in enumerate(people):
        by_post = place(person.post, wanted) if wanted else None
        by_role = bool(role) and person.role == role
        if not by_role and by_post is None:
            continue
        rank = (not by_role, len(wanted) if by_post is None else by_post, not person.has_address, order)
        found.append((rank, person._replace(how="role" if by_role else "post")))
    return [person for _rank, person in sorted(found, key=lambda item: item[0])][:MOST]


def choose(candidates: Sequence[Person], verdicts: Mapping, company: Any = None) -> Choice:
    """Return who is addressed of ``candidates``, the best first.

    :param verdicts: {key: what the law says, with ``allowed``, ``reason``} of those with an address
    :param company: key of the company itself, of which it was asked as well
    """
    own = verdicts.get(company)
    if own is not None and not own.allowed and own.reason in FOR_ALL:
        person = next((one for one in candidates if one.key == company), candidates[0])
        return Choice(person, own.reason, own)
    passed = []
    for person in candidates:
        verdict = verdicts.get(person.key)
        reason = _reason(person, verdict)
        if not reason:
            return Choice(person, "", verdict, tuple(passed))
        if reason not in ONE_ONLY:
            return Choice(person, reason, verdict, tuple(passed))
        passed.append((person, reason))
    # Who tells most: that there is an address and no basis says what to do about it.
    person, reason = next((item for item in passed if item[1] not in _POOR), passed[0])
    others = tuple(item for item in passed if item[0] is not person)
    return Choice(person, reason, verdicts.get(person.key) if reason not in _POOR else None, others)


def _reason(person, verdict):
    if person.excluded:
        return "excluded_by_hand"
    if not person.has_address:
        return "no_address"
    # What the law says holds whether or not messages arrive.
    if verdict is not None and not verdict.allowed:
        return verdict.reason or "other"
    return "bounced" if person.bounced else ""
