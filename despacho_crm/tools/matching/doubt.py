"""What no sum of bits outweighs: why two that share a phone may still be two, so that a person has to look.

A household, the premises, the administrator and the group of companies share phone, e-mail,
postcode and street at once: four agreements, one cause. What tells their members apart is
written in the names, the forms and the addresses, and one sign of it is enough.

Who shares no phone or e-mail that is their own has nothing but a name and a place, which many
share. One name is of one firm all the same: that of a company, of which the commercial register
takes no second (Ley de Sociedades de Capital, art. 7).
"""

from .name_model import alignment
from .words import PARTS, SISTERS

#: What the engine knows of a pair besides its bits.
SAME_EMAIL, OTHER_EMAIL, OTHER_PHONE, ELSEWHERE, PEOPLE, OTHER_USE, SAME_ZIP = (1 << place for place in range(7))
#: Why a person has to look.
DOUBTS = ("use", "place", "form", "name", "people", "alone")
#: Of the forms of ``legal_form``, those whose names the commercial register keeps apart.
_REGISTERED = frozenset(("sa", "sl", "slp"))

_ROMAN = frozenset("I II III IV V VI VII VIII IX X XI XII".split())
#: How the NIF of a natural person begins.
_PERSON_NIF = frozenset("0123456789KLMXYZ")
#: An e-mail that is the same and nothing that differs: what two natural persons need besides their name.
_PERSON_NEEDS, _PERSON_FORBIDS = SAME_EMAIL, OTHER_EMAIL | OTHER_PHONE


def doubt(one, two, facts, own=True):
    """Return which of ``DOUBTS`` there is about two :class:`~.normalise.Name`, '' when there is none.

    ``facts``: the sum of the flags above. ``own``: whether they share a phone or an e-mail that is
    their own, see ``score.shares_own``. It is for pairs that do not share their NIF.
    """
    if facts & OTHER_USE:
        return "use"
    if facts & ELSEWHERE:
        return "place"
    if one.form and two.form and one.form != two.form:
        return "form"
    if facts & PEOPLE:
        # The first names of a family differ in a letter, and who has a second one may be somebody else.
        if sorted(one.tokens) != sorted(two.tokens):
            return "name"
        if not facts & _PERSON_NEEDS or facts & _PERSON_FORBIDS:
            return "people"
        return "" if own else "alone"
    if one.tokens != two.tokens and _tells_apart(one, two):
        return "name"
    return "" if own or _is_one_company(one, two, facts) else "alone"


def facts_of(one, two, people=None):
    """Return the flags about two :class:`~.keys.Record` that no contact stands for yet: rows of a file.

    ``people``: whether they are people as far as something else tells; else those without legal form may be.
    """
    phones = one.phones and two.phones and not set(one.phones) & set(two.phones)
    elsewhere = _differ(one.zip or None, two.zip or None) or _differ(one.street, two.street)
    firsts = (one.nif[:1], two.nif[:1])
    if people is None:
        people = not any((*firsts, one.name.form, two.name.form))
    said = (
        (SAME_EMAIL, one.email is not None and one.email == two.email),
        (OTHER_EMAIL, _differ(one.email, two.email)),
        (OTHER_PHONE, phones),
        (ELSEWHERE, elsewhere),
        (PEOPLE, people or any(first and first in _PERSON_NIF for first in firsts)),
        (SAME_ZIP, bool(one.zip) and one.zip == two.zip),
    )
    return sum(flag for flag, is_so in said if is_so)


def _differ(one, two):
    return one is not None and two is not None and one != two


def _is_one_company(one, two, facts):
    """Whether two have one company's name, written out with its form, at one postcode, and nothing that differs."""
    is_same = one.tokens == two.tokens and one.form == two.form and one.form in _REGISTERED
    return is_same and bool(facts & SAME_ZIP) and not facts & (OTHER_EMAIL | OTHER_PHONE)


def _tells_apart(one, two):
    """Whether what one name says and the other does not makes two of them: numbers, parts, sisters, other words."""
    only_one, only_two = (set(a.tokens) - set(b.tokens) for a, b in ((one, two), (two, one)))
    if any(map(_is_mark, only_one | only_two)) or any(_is_gender(a, b) for a in only_one for b in only_two):
        return True
    left_one, left_two = alignment(one, two)
    return bool(left_one and left_two) or any(word in PARTS or word in SISTERS for word in left_one + left_two)


def _is_mark(word):
    """Whether ``word`` tells one of several apart: 5, 5B, II, a letter."""
    return len(word) == 1 or word in _ROMAN or any(char.isdigit() for char in word)


def _is_gender(one, two):
    """Whether two words are as María is to Mario."""
    return len(one) == len(two) and one[:-1] == two[:-1] and {one[-1], two[-1]} == {"A", "O"}
