"""Whom within a company an action addresses: the decision, without a database."""

import itertools

import pytest

from odoo.addons.despacho_crm.tools.privacy.gate import REASONS, Verdict
from odoo.addons.despacho_crm.tools.recipient.addressee import (
    MOST,
    ONE_ONLY,
    Person,
    choose,
    fitting,
    place,
    posts,
)

YES, BOSS, CLERK, FIRM = Verdict(True, "client_similar"), "boss", "clerk", "firm"
PEOPLE = [Person(BOSS, "Ana", role="decides", post="Gerente"), Person(CLERK, "Luis", post="Jefe de contabilidad")]


def no(reason):
    return Verdict(False, reason=reason)


@pytest.mark.parametrize(
    ("post", "wanted", "expected"),
    [
        ("Jefa de Administración", "contable, administrador", 1),
        ("CONTABLE", "contable", 0),
        ("Directora de Recursos Humanos", "recursos humanos", 0),
        ("Director comercial", "recursos humanos", None),
        ("", "gerente", None),
        ("Gerente", "", None),
        ("Gerencia", "gerente", 0),
        ("Comprador", "compras", 0),
        ("Socio", "socia", None),
    ],
)
def test_a_post_is_found_by_its_words_with_or_without_accents(post, wanted, expected):
    assert place(post, posts(wanted)) == expected


def test_whoever_has_the_role_goes_before_whoever_has_the_post():
    assert [one.key for one in fitting(PEOPLE, "decides", posts("contabilidad"))] == [BOSS, CLERK]
    assert [one.how for one in fitting(PEOPLE, "decides", posts("contabilidad"))] == ["role", "post"]


def test_of_two_alike_the_one_with_an_address_goes_first():
    people = [Person(1, role="decides", has_address=False), Person(2, role="decides")]
    assert [one.key for one in fitting(people, "decides", [])] == [2, 1]


def test_nobody_fits_where_nothing_is_asked_for():
    assert fitting(PEOPLE, "", []) == []


def test_of_many_only_the_best_are_asked_about():
    assert len(fitting([Person(n, role="decides") for n in range(50)], "decides", [])) == MOST


def test_the_first_who_may_be_addressed_is():
    choice = choose(PEOPLE, {BOSS: no("no_basis"), CLERK: YES, FIRM: YES}, FIRM)
    assert (choice.person.key, choice.reason, choice.verdict) == (CLERK, "", YES)
    assert [(one.key, reason) for one, reason in choice.passed] == [(BOSS, "no_basis")]


@pytest.mark.parametrize("reason", [reason for reason in REASONS if reason not in ONE_ONLY])
def test_nobody_goes_around_who_said_no_or_is_listed(reason):
    choice = choose(PEOPLE, {BOSS: no(reason), CLERK: YES, FIRM: YES}, FIRM)
    assert (choice.person.key, choice.reason) == (BOSS, reason)


@pytest.mark.parametrize("reason", ["opposed", "blocked"])
def test_what_the_company_said_holds_for_its_people(reason):
    assert choose(PEOPLE, {BOSS: YES, CLERK: YES, FIRM: no(reason)}, FIRM).reason == reason


def test_a_company_without_basis_of_its_own_does_not_keep_its_people_from_it():
    assert not choose(PEOPLE, {BOSS: YES, FIRM: no("no_basis")}, FIRM).reason


def test_the_reason_that_tells_most_is_given():
    people = [Person(BOSS, has_address=False), Person(CLERK)]
    assert choose(people, {CLERK: no("no_basis")}).reason == "no_basis"
    assert choose(people[:1], {}).reason == "no_address"


def test_where_messages_come_back_it_is_the_reason_unless_the_law_has_another():
    assert choose([Person(BOSS, bounced=True)], {BOSS: YES}).reason == "bounced"
    assert choose([Person(BOSS, bounced=True)], {BOSS: no("opposed")}).reason == "opposed"


def test_who_is_addressed_is_always_let_by_the_law():
    verdicts = [YES, *map(no, REASONS)]
    for mine, other, company in itertools.product(verdicts, repeat=3):
        known = {BOSS: mine, CLERK: other, FIRM: company}
        choice = choose(PEOPLE, known, FIRM)
        assert bool(choice.reason) != known[choice.person.key].allowed or company.reason in ("opposed", "blocked")
        if not choice.reason:
            assert known[choice.person.key].allowed
            assert company.reason not in ("opposed", "blocked")
