"""Whether somebody may be addressed today through a channel, on which basis, and if not, why.

A pure decision over facts that somebody else gathered; it reads no clock and no database. The rules are those of
Spain, in their strict reading:

- e-mail and text messages (Ley 34/2002, art. 21): consent, or a contract and similar services. Companies included.
- calls (Ley 11/2022, art. 66.1.b; Circular 1/2023 of the AEPD): consent, a contract and similar services, or a
  legitimate interest whose balancing is written down; private individuals, only if they have been in touch lately.
- post and visits (RGPD, art. 6.1.f; Ley Orgánica 3/2018, art. 19): the same, without asking that they were in touch.
- opposition (RGPD, art. 21.3) wins over everything, and so does blocking (Ley Orgánica 3/2018, art. 32).
- the exclusion list (Ley Orgánica 3/2018, art. 23.4) is consulted before, unless they consented.
"""

import datetime
from typing import Any, NamedTuple

#: Through which people are addressed, as consent and opposition are given.
CHANNELS = ("email", "phone", "post", "sms", "visit")
#: How actions call them: who is invited to an event is called.
CHANNEL_OF = {"call": "phone", "event": "phone"}
#: Those of the law of electronic communications, where no interest of ours is enough.
ELECTRONIC = frozenset({"email", "sms"})
#: Those that the exclusion list knows.
ROBINSON = frozenset({"email", "phone", "post", "sms"})
#: Those of which a consultation must be there before private individuals are addressed.
ROBINSON_NEEDED = frozenset({"phone", "post"})

#: On what somebody is addressed.
BASES = ("consent", "client_similar", "legitimate_interest", "none")
#: Why somebody is not.
REASONS = (
    "no_address",
    "blocked",
    "opposed",
    "robinson",
    "robinson_stale",
    "company_only",
    "consent_old",
    "not_similar",
    "no_interaction",
    "no_balancing",
    "no_basis",
)

#: Of these, that nothing allows it: who consented once is told that it is too long ago.
_NO_BASIS = frozenset({"no_basis", "not_similar", "no_interaction", "no_balancing"})

#: Who is addressed: a company; somebody in it; a sole trader; a private individual.
COMPANY, CONTACT, SOLE_TRADER, CONSUMER = "company", "contact", "sole_trader", "consumer"


class Asked(NamedTuple):
    """Somebody of whom it is asked: ``key`` is what the answer is found by."""

    key: Any
    partner_id: int | None = None
    lead_id: int | None = None
    email: str | None = None
    phone: str | None = None


class Verdict(NamedTuple):
    """The answer: ``reason`` is empty where it is allowed, ``evidence`` says what it rests on, in words."""

    allowed: bool
    basis: str = "none"
    reason: str = ""
    evidence: str = ""
    #: The day of the fact that decided, if it has one.
    day: datetime.date | None = None


class Facts(NamedTuple):
    """What is known of one who is addressed through one channel."""

    kind: str = COMPANY
    has_address: bool = True
    #: The address is their private one, known of somebody who is addressed as the contact of a company.
    private_address: bool = False
    blocked: bool = False
    #: Day on which they said no to this channel.
    opposed_on: datetime.date | None = None
    #: Day of the last consent in force for this channel and purpose.
    consent_on: datetime.date | None = None
    #: They are in the exclusion list for this channel.
    robinson: bool = False
    #: Day of the last consultation of the exclusion list that could have found them.
    robinson_on: datetime.date | None = None
    #: Day of the last contract or invoice of services like the one that is promoted, and of any.
    similar_on: datetime.date | None = None
    client_on: datetime.date | None = None
    #: Day on which they were last in touch with us.
    interaction_on: datetime.date | None = None
    #: Version of the balancing in force for this channel and this kind of people.
    balancing: str = ""


class Policy(NamedTuple):
    """What the firm decides, where the law lets it."""

    #: Days after the last invoice that a contract still counts.
    client_days: int = 365
    #: Days that a consultation of the exclusion list lasts.
    robinson_days: int = 30
    #: Days within which whoever was in touch may expect a call (Circular 1/2023: one year).
    interaction_days: int = 365
    #: Days that a consent to be called lasts; 0: until it is withdrawn.
    consent_days: int = 730
    #: Whether sole traders are looked for in the exclusion list as private individuals are.
    robinson_sole_traders: bool = True


def decide(channel: str, facts: Facts, policy: Policy, today: datetime.date) -> Verdict:
    """Return whether it is allowed, the basis or the reason, and the day of the fact that decided.

    >>> day = datetime.date(2026, 1, 31)
    >>> decide("email", Facts(), Policy(), day).reason
    'no_basis'
    >>> decide("email", Facts(consent_on=day), Policy(), day).basis
    'consent'
    """
    if not facts.has_address:
        return Verdict(False, reason="no_address")
    if facts.blocked:
        return Verdict(False, reason="blocked")
    if facts.opposed_on:
        return Verdict(False, reason="opposed", day=facts.opposed_on)
    if _within(facts.consent_on, policy.consent_days if channel == "phone" else 0, today):
        return Verdict(True, "consent", day=facts.consent_on)
    verdict = _without_consent(channel, facts, policy, today)
    if facts.consent_on and verdict.reason in _NO_BASIS:
        return Verdict(False, reason="consent_old", day=facts.consent_on)
    return verdict


def _without_consent(channel, facts, policy, today):
    if channel in ROBINSON and facts.kind in _natural(policy):
        if facts.robinson:
            return Verdict(False, reason="robinson", day=facts.robinson_on)
        if channel in ROBINSON_NEEDED and not _within(facts.robinson_on, policy.robinson_days, today):
            return Verdict(False, reason="robinson_stale", day=facts.robinson_on)
    if facts.private_address:
        return Verdict(False, reason="company_only")
    if _within(facts.similar_on, policy.client_days, today):
        return Verdict(True, "client_similar", day=facts.similar_on)
    if channel in ELECTRONIC:
        if _within(facts.client_on, policy.client_days, today):
            return Verdict(False, reason="not_similar", day=facts.client_on)
        return Verdict(False, reason="no_basis")
    return _interest(channel, facts, policy, today)


def _natural(policy):
    """Return the kinds of those who are looked for in the exclusion list."""
    return {CONSUMER, SOLE_TRADER} if policy.robinson_sole_traders else {CONSUMER}


def _within(day, days, today):
    """Whether ``day`` is known, not later than ``today``, and at most ``days`` before; 0: however long before."""
    if day is None or day > today:
        return False
    return not days or (today - day).days <= days


def _interest(channel, facts, policy, today):
    """Legitimate interest: written down for people like these, and for calls to individuals also expected."""
    if not facts.balancing:
        return Verdict(False, reason="no_balancing")
    expected = channel != "phone" or facts.kind != CONSUMER
    if not expected and not _within(facts.interaction_on, policy.interaction_days, today):
        return Verdict(False, reason="no_interaction", day=facts.interaction_on)
    return Verdict(True, "legitimate_interest", evidence=facts.balancing, day=facts.interaction_on)
