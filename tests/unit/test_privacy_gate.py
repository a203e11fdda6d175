"""Whether somebody may be addressed: what holds whatever else is known of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm.tools.privacy import gate
from odoo.addons.despacho_crm.tools.privacy.gate import CONSUMER, CONTACT, SOLE_TRADER, Facts, Policy, decide

TODAY = date(2026, 11, 22)
POLICY = Policy()

days = st.none() | st.dates(TODAY - timedelta(days=1200), TODAY)
kinds = st.sampled_from([gate.COMPANY, CONTACT, SOLE_TRADER, CONSUMER])
facts = st.builds(
    Facts,
    kind=kinds,
    has_address=st.booleans(),
    private_address=st.booleans(),
    blocked=st.booleans(),
    opposed_on=days,
    consent_on=days,
    robinson=st.booleans(),
    robinson_on=days,
    similar_on=days,
    client_on=days,
    interaction_on=days,
    balancing=st.sampled_from(["", "Ponderación, versión 1"]),
)
policies = st.builds(
    Policy,
    client_days=st.integers(1, 1100),
    robinson_days=st.integers(1, 90),
    consent_days=st.integers(1, 1800),
    robinson_sole_traders=st.booleans(),
)
channels = st.sampled_from(gate.CHANNELS)


def ago(number):
    return TODAY - timedelta(days=number)


@given(channels, facts, policies)
def test_each_answer_has_either_a_basis_or_a_reason(channel, known, policy):
    verdict = decide(channel, known, policy, TODAY)
    assert verdict.allowed == (verdict.basis != "none") == (not verdict.reason)
    assert verdict.basis in gate.BASES
    assert verdict.reason in ("", *gate.REASONS)


@given(channels, facts, policies)
def test_nobody_who_said_no_is_addressed_whatever_else_is_known(channel, known, policy):
    verdict = decide(channel, known._replace(opposed_on=ago(1000)), policy, TODAY)
    assert not verdict.allowed
    assert verdict.reason in ("opposed", "blocked", "no_address")


@given(channels, facts, policies)
def test_blocked_data_are_used_for_nothing(channel, known, policy):
    assert decide(channel, known._replace(blocked=True), policy, TODAY).reason in ("blocked", "no_address")


@given(st.sampled_from(["email", "sms"]), facts, policies)
def test_no_interest_of_the_firm_is_enough_for_electronic_messages(channel, known, policy):
    verdict = decide(channel, known, policy, TODAY)
    assert verdict.basis != "legitimate_interest"


@given(channels, facts, policies)
def test_without_consent_nobody_in_the_exclusion_list_is_addressed(channel, known, policy):
    listed = known._replace(kind=CONSUMER, robinson=True, consent_on=None)
    verdict = decide(channel, listed, policy, TODAY)
    assert not verdict.allowed or channel == "visit"


@given(st.sampled_from(["phone", "post"]), facts, policies)
def test_without_consent_an_individual_is_addressed_only_if_the_list_was_consulted_lately(channel, known, policy):
    verdict = decide(channel, known._replace(kind=CONSUMER, consent_on=None), policy, TODAY)
    if verdict.allowed:
        assert known.robinson_on >= TODAY - timedelta(days=policy.robinson_days)


@given(channels, facts, policies)
def test_legitimate_interest_is_always_written_down(channel, known, policy):
    verdict = decide(channel, known, policy, TODAY)
    if verdict.basis == "legitimate_interest":
        assert verdict.evidence == known.balancing != ""


@given(channels, facts, policies)
def test_more_consent_never_closes_the_gate(channel, known, policy):
    before = decide(channel, known, policy, TODAY)
    after = decide(channel, known._replace(consent_on=TODAY), policy, TODAY)
    assert after.allowed >= before.allowed


@given(channels, facts, st.booleans())
def test_a_stricter_policy_never_opens_the_gate(channel, known, sole_traders):
    loose = Policy(client_days=700, robinson_days=60, consent_days=900, robinson_sole_traders=False)
    strict = Policy(client_days=300, robinson_days=30, consent_days=600, robinson_sole_traders=sole_traders)
    assert decide(channel, known, strict, TODAY).allowed <= decide(channel, known, loose, TODAY).allowed


def test_a_client_hears_by_email_of_services_like_those_hired_and_of_no_others():
    assert decide("email", Facts(similar_on=ago(30), client_on=ago(30)), POLICY, TODAY).basis == "client_similar"
    assert decide("email", Facts(client_on=ago(30)), POLICY, TODAY).reason == "not_similar"


def test_a_contract_of_long_ago_is_no_contract():
    assert decide("email", Facts(similar_on=ago(366), client_on=ago(366)), POLICY, TODAY).reason == "no_basis"
    assert decide("email", Facts(similar_on=ago(365)), POLICY, TODAY).allowed


def test_companies_need_consent_for_email_as_people_do():
    assert decide("email", Facts(kind=gate.COMPANY, balancing="v1"), POLICY, TODAY).reason == "no_basis"


def test_a_professional_is_called_on_a_balancing_that_is_written_down():
    assert decide("phone", Facts(kind=CONTACT), POLICY, TODAY).reason == "no_balancing"
    assert decide("phone", Facts(kind=CONTACT, balancing="v1"), POLICY, TODAY).basis == "legitimate_interest"


def test_an_individual_is_called_only_if_they_were_in_touch_in_the_last_year():
    known = Facts(kind=CONSUMER, balancing="v1", robinson_on=ago(3))
    assert decide("phone", known, POLICY, TODAY).reason == "no_interaction"
    assert decide("phone", known._replace(interaction_on=ago(366)), POLICY, TODAY).reason == "no_interaction"
    assert decide("phone", known._replace(interaction_on=ago(365)), POLICY, TODAY).allowed


def test_who_consented_too_long_ago_to_be_called_is_asked_again():
    assert decide("phone", Facts(consent_on=ago(731)), POLICY, TODAY).reason == "consent_old"
    assert decide("phone", Facts(consent_on=ago(730)), POLICY, TODAY).allowed
    assert decide("email", Facts(consent_on=ago(3000)), POLICY, TODAY).allowed, "others last until withdrawn"


def test_a_consent_of_tomorrow_is_none():
    assert not decide("email", Facts(consent_on=TODAY + timedelta(days=1)), POLICY, TODAY).allowed


@pytest.mark.parametrize(("sole_traders", "reason"), [(True, "robinson_stale"), (False, "")])
def test_whether_sole_traders_are_looked_for_is_for_the_firm_to_decide(sole_traders, reason):
    known = Facts(kind=SOLE_TRADER, balancing="v1")
    policy = Policy(robinson_sole_traders=sole_traders)
    assert decide("phone", known, policy, TODAY).reason == reason


def test_the_private_address_of_a_professional_is_not_used_without_consent():
    known = Facts(kind=CONTACT, private_address=True, similar_on=ago(3))
    assert decide("email", known, POLICY, TODAY).reason == "company_only"
    assert decide("email", known._replace(consent_on=ago(3)), POLICY, TODAY).allowed
