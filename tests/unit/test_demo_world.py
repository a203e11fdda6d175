"""The demo world in pure Python: always the same one, believable, and nobody's real numbers."""

import csv
import datetime
import re
from collections import Counter
from pathlib import Path

import pytest
from stdnum.util import get_cc_module

from odoo.addons.despacho_crm.demo import billing, duplicates, geography, pipeline, services, world
from odoo.addons.despacho_crm.tools import legal_form, nif, territory

TODAY = datetime.date(2026, 11, 20)
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
#: The letters that the name of each form may go with.
LETTERS = {"slp": "B", "cooperative": "F", "association": "G", "owners": "H", "community": "E", "civil": "J", "sa": "A"}
LETTERS |= {"sl": "B", "ute": "U", "aie": "V", "local_body": "P", "religious": "R"}


@pytest.fixture(scope="module")
def made():
    return world.build(TODAY)


def spanish(made):
    return [party for party in made.parties if party.vat and party.country == "ES"]


def test_the_same_seed_and_day_give_the_same_world(made):
    assert world.build(TODAY) == made


def test_another_seed_gives_another_world(made):
    assert [party.name for party in world.build(TODAY, seed=7).clients] != [party.name for party in made.clients]


def test_who_is_who_does_not_depend_on_the_day(made):
    later = world.build(TODAY + datetime.timedelta(days=200))
    assert (later.parties, later.staff, later.firm_vat) == (made.parties, made.staff, made.firm_vat)


def test_size_is_that_of_a_thirty_person_firm(made):
    assert (len(made.staff), len(made.clients), len(made.prospects), len(made.leads)) == (30, 300, 500, 120)
    assert 1500 <= len(made.invoices) <= 2500
    assert len(services.LINES) >= 12
    assert {service.line for service in services.SERVICES} == set(services.LINES)


def test_every_nif_is_valid(made):
    for party in spanish(made):
        assert nif.parse(party.vat).error == "", party
    assert nif.parse(made.firm_vat).valid


def test_foreign_companies_have_a_number_of_their_country(made):
    foreign = [party for party in made.parties if party.country != "ES"]
    assert {party.country for party in foreign} == {"FR", "PT"}
    for party in foreign:
        assert get_cc_module(party.country, "vat").is_valid(party.vat)


def test_every_nif_is_of_one_party_only(made):
    given = Counter(party.vat for party in made.parties if party.vat) + Counter([made.firm_vat])
    assert max(given.values()) == 1


def test_no_code_name_or_domain_is_shared_by_clients(made):
    assert len({party.code for party in made.parties}) == 800
    assert len({party.name for party in made.parties}) == 800
    domains = [party.domain for party in made.clients if party.domain]
    assert len(domains) == len(set(domains))


def test_class_letter_agrees_with_the_legal_form_in_the_name(made):
    for party in spanish(made):
        if party.kind != "company":
            assert nif.person_kind(party.vat) == "natural"
            continue
        said = legal_form.split_legal_form(party.name)[1]
        if said in LETTERS:
            assert party.vat[0] == LETTERS[said], party
        if party.form not in ("foreign", "establishment"):
            assert party.vat[0] == LETTERS.get(party.form, "G"), party


def test_every_legal_form_has_its_example(made):
    letters = {party.vat[0] for party in spanish(made) if party.kind == "company"}
    assert letters >= set("ABEFGHJNPRUVW")
    assert any(party.vat[0] == "Z" for party in spanish(made))


def test_postcode_agrees_with_town_and_province(made):
    towns = {(row[0], row[1]): row[2].split() for row in geography.HOME + geography.NEIGHBOURS + geography.ELSEWHERE}
    for party in made.parties:
        if party.country == "ES":
            assert party.postcode in towns[party.town.province, party.town.name]
            assert territory.by_zip(party.postcode).number == party.town.province


def test_every_province_has_a_town():
    rows = geography.HOME + geography.NEIGHBOURS + geography.ELSEWHERE
    assert {row[0] for row in rows} == set(territory.PROVINCES)
    assert len(rows) >= 150


@pytest.mark.parametrize("row", geography.HOME + geography.NEIGHBOURS + geography.ELSEWHERE, ids=lambda row: row[1])
def test_towns_have_the_postcodes_of_the_street_map(row, street_map):
    _province, town, postcodes, _weight = row
    for postcode in postcodes.split():
        assert any(words(town) <= words(name) for name in street_map.get(postcode, [town])), postcode


@pytest.fixture(scope="module")
def street_map():
    """{postcode: names of its towns}; empty when the data are not beside the checkout."""
    path, found = DATA / "cp_municipio_nombre_ine.csv", {}
    if path.exists():
        with path.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                found.setdefault(row["codigo_postal"], []).append(row["municipio_nombre"])
    return found


def words(name):
    return set(re.findall(r"\w{4,}", name.casefold()))


def test_most_clients_are_near(made):
    near = sum(party.town.province == "17" for party in made.clients) / len(made.clients)
    assert 0.6 <= near <= 0.8


def test_mail_and_web_are_of_domains_that_cannot_exist(made):
    addresses = [party.email for party in made.parties if party.email] + [member.email for member in made.staff]
    addresses += [contact.email for party in made.parties for contact in party.contacts]
    addresses += [lead.email for lead in made.leads if lead.email]
    assert all(re.fullmatch(r"[a-z0-9.-]+@[a-z0-9.-]+\.example", address) for address in addresses)


def test_some_prospects_wait_for_their_nif_and_a_few_are_exempt(made):
    without = [party for party in made.prospects if not party.vat and party.kind == "company"]
    exempt = [party for party in without if party.exemption]
    assert len(without) - len(exempt) == world.PENDING_NIFS
    assert {reason for reason, _note in (party.exemption for party in exempt)} == {"incorporating", "other"}
    assert all(note for _reason, note in (party.exemption for party in exempt))
    assert all(party.vat for party in made.clients)


def test_agendas_have_some_clients_again_with_little_more_than_a_phone(made):
    known = {party.phone for party in made.parties if party.vat and party.phone}
    again = [party for party in made.prospects if not party.vat and party.phone in known]
    bare = [party for party in again if party.kind == "company" and not (party.email or party.street)]
    assert len(bare) == duplicates.PHONE_ONLY
    relatives = [party for party in again if party.kind == "person"]
    assert len(relatives) == duplicates.SIBLINGS
    for child in relatives:
        parent = next(party for party in made.clients if party.phone == child.phone)
        assert parent.name != child.name and parent.name.split()[-2:] == child.name.split()[-2:]


def test_every_client_has_been_invoiced_within_two_years(made):
    assert {invoice.client for invoice in made.invoices} == {client.code for client in made.clients}
    start = billing.month_start(TODAY, 0)
    assert all(start <= invoice.date <= TODAY for invoice in made.invoices)
    assert all(invoice.paid_on is None or invoice.date <= invoice.paid_on <= TODAY for invoice in made.invoices)
    assert [invoice.date for invoice in made.invoices] == sorted(invoice.date for invoice in made.invoices)


def test_most_invoices_are_paid_and_some_are_late(made):
    late = [invoice for invoice in made.invoices if invoice.due < TODAY and not invoice.paid_on]
    assert 0.01 <= len(late) / len(made.invoices) <= 0.1


def test_portfolio_gains_and_loses_clients(made):
    first, last = {}, {}
    for invoice in made.invoices:
        first.setdefault(invoice.client, invoice.date)
        last[invoice.client] = invoice.date
    year_ago = TODAY - datetime.timedelta(days=365)
    assert sum(date < TODAY - datetime.timedelta(days=300) for date in last.values()) >= 10
    assert sum(date > year_ago for date in first.values()) >= 10


def test_sectors_prefer_certain_services(made):
    sectors = {client.code: client.sector.code for client in made.clients}
    bought = {(sectors[invoice.client], line.service) for invoice in made.invoices for line in invoice.lines}
    occasional = {code for code, service in services.SERVICE.items() if service.charge == "once"}
    for sector, service in bought:
        if service in occasional - {"constitucion"}:
            assert service in services.PREFERENCES[sector]
    assert len({service for _sector, service in bought}) >= 20


def test_every_day_of_a_leap_year_builds():
    for day in range(0, 366, 13):
        made = world.build(datetime.date(2028, 1, 1) + datetime.timedelta(days=day))
        assert made.invoices


def test_nobodys_real_number_is_used(made):
    path = DATA / "real_companies_dev.csv"
    real = path.read_text(encoding="cp1252") if path.exists() else ""
    real = {line.split(";")[0] for line in real.splitlines()}
    assert not real & {party.vat for party in made.parties if party.vat}


def test_nobodys_real_name_is_used(made):
    path = DATA / "real_names_dev.csv"
    rows = csv.DictReader(path.open(encoding="utf-8")) if path.exists() else []
    real = {legal_form.squeeze(legal_form.split_legal_form(row["name"])[0]) for row in rows} - {""}
    companies = [party for party in made.parties if party.kind == "company"]
    assert not real & {legal_form.squeeze(legal_form.split_legal_form(party.name)[0]) for party in companies}


def test_leads_have_their_history_and_their_next_step(made):
    kinds = Counter(lead.outcome for lead in made.leads)
    assert min(kinds.values()) >= 8 and set(kinds) == {"lead", "open", "won", "lost"}
    known = {party.code: party for party in made.parties}
    for lead in made.leads:
        assert lead.created <= (lead.closed or TODAY) <= TODAY
        done = [action for action in lead.actions if action.feedback]
        assert all(lead.created <= action.date <= TODAY for action in done)
        if lead.outcome != "lead":
            assert known[lead.party].vat
    assert any(not action.feedback for lead in made.leads for action in lead.actions)


def test_the_tags_of_leads_say_what_no_other_field_says(made):
    assert set(pipeline.TRAITS).isdisjoint({*services.LINES.values(), *pipeline.SOURCES, *world.ORIGINS})
    used = Counter(trait for lead in made.leads for trait in lead.traits)
    assert set(used) == set(pipeline.TRAITS)
    assert not any(lead.traits for lead in made.leads if lead.stage == "lead_spam")


def test_every_stage_has_its_leads(made):
    stages = Counter(lead.stage for lead in made.leads)
    assert stages == pipeline.STAGES
    for lead in made.leads:
        assert bool(lead.wake) == (lead.stage == "lead_future")
        assert not lead.wake or lead.wake >= TODAY
        assert bool(lead.competitor and lead.weak_points) == (lead.stage == "opportunity_lost_competitor")
        assert bool(lead.reason) == (lead.stage in pipeline.ARCHIVED - {"lead_spam"})
        assert lead.created <= lead.moved <= TODAY


def test_attempts_are_in_course_and_some_are_exhausted(made):
    tried = [lead for lead in made.leads if lead.stage == "lead_attempt"]
    attempts = Counter(sum(bool(a.feedback) and not a.inbound for a in lead.actions) for lead in tried)
    assert len(attempts) >= 3 and set(attempts) <= {1, 2, 3, 4, 5}


def test_who_is_called_answers_mostly_at_the_same_hour(made):
    for relation in made.relations:
        done = [action for action in relation.actions if action.feedback]
        assert done and all(action.date < TODAY and action.date.weekday() < 5 for action in done)
        assert sum(not action.feedback for action in relation.actions) <= 1
    answered = [action for relation in made.relations for action in relation.actions if action.result == "spoke"]
    assert len(answered) >= 300
    slots = [Counter((a.date.weekday(), a.hour) for a in r.actions if a.result == "spoke") for r in made.relations]
    assert sum(bool(slot) and max(slot.values()) >= 3 for slot in slots) >= 40


def test_needs_are_of_now_and_of_later(made):
    assert {need.status for need in made.needs} == {"open", "opportunity", "solved", "discarded"}
    assert sum(bool(need.due) for need in made.needs) >= 15
    assert all(need.due > TODAY for need in made.needs if need.due)
    assert all(bool(need.reason) == (need.status == "discarded") for need in made.needs)
    assert {need.party for need in made.needs} <= {party.code for party in made.parties}


def test_competitors_have_numbers_of_their_own_and_many_authors(made):
    assert all(nif.parse(rival.vat).valid for rival in made.competitors)
    assert not {rival.vat for rival in made.competitors} & {party.vat for party in made.parties}
    assert {rival.supplier for rival in made.competitors} == {True, False}
    assert len({known.author for rival in made.competitors for known in rival.known}) >= 5


def test_circulars_are_opened_after_they_are_sent(made):
    assert len(made.newsletters) >= 6
    for letter in made.newsletters:
        assert set(letter.opened) <= set(letter.readers) <= {party.code for party in made.parties}
        assert letter.sent.date() < TODAY and 0.3 < len(letter.opened) / len(letter.readers) < 0.9
        assert all(letter.sent < opened for opened, _clicked in letter.opened.values())
        assert all(opened.date() <= TODAY for opened, _clicked in letter.opened.values())
