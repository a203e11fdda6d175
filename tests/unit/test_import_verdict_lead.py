"""What becomes of each row of a list of leads."""

from odoo.addons.despacho_crm_import.tools import headers, synonyms
from odoo.addons.despacho_crm_import.tools.values import clean_row
from odoo.addons.despacho_crm_import.tools.verdict import Known, Record
from odoo.addons.despacho_crm_import.tools.verdict_lead import decide

NIF = "B58378431"
_FIELDS = (*headers.OF_CONTACT, "subject", "description", "medium", "campaign", "expected_revenue")


def record(record_id=7, typed=False, **values):
    return Record(record_id, {name: Known(value, "list", typed) for name, value in values.items()})


def judge(cells, **candidates):
    return decide(clean_row(cells), candidates, "list")


def test_a_row_of_nobody_is_rejected_and_an_email_is_enough():
    assert judge({"subject": "Hola"}).reason == "empty"
    assert judge({"email": "ana@puig.example"}).kind == "no_nif"
    assert judge({"nif": NIF}).reason == "name_missing"
    assert judge({"nif": NIF, "name": "Casa SL"}).reason == "new_lead"


def test_an_open_lead_is_completed_and_keeps_its_subject_and_where_it_came_from():
    lead = record(subject="Web", campaign="Boletín", email="a@casa.example")
    found = judge(
        {"name": "Casa SL", "email": "a@casa.example", "subject": "Nóminas", "campaign": "Feria", "city": "Vic"},
        lead=[lead],
    )
    assert (found.kind, found.reason, found.record_id) == ("update", "open_lead", 7)
    assert found.changes == {"name": (None, "Casa SL"), "city": (None, "Vic"), "description": ("", "Nóminas")}
    assert found.kept == {"campaign": ("Boletín", "Feria", "first")}


def test_what_a_lead_shows_of_its_contact_stays():
    lead = record(subject="Web", phone="+34 931 11 11 11")
    found = judge({"name": "Casa SL", "phone": "937111222"}, lead=[lead], linked={7})
    assert (found.kind, found.changes) == ("same", {})
    assert found.kept["phone"][2] == "client"


def test_a_closed_lead_of_an_equal_row_is_left_alone():
    found = judge({"name": "Casa SL", "city": "Vic"}, row=[record(subject="Web")], closed={7})
    assert (found.kind, found.reason, found.record_id) == ("same", "lead_row", 7)


def test_the_lead_of_a_client_is_new_and_linked():
    found = judge({"nif": NIF, "name": "Casa SL"}, client={"nif": [record(9, name="Casa SL")]})
    assert (found.kind, found.reason, found.details["client"], found.record_id) == ("create", "of_client", 9, -9)


def test_the_words_of_leads_mean_what_they_do_in_lists_of_leads_only():
    names = ["Empresa", "Importe", "Asunto", "Canal"]
    as_leads = headers.guess_mapping(names, [], target="lead", fields=_FIELDS)
    assert [guess.field for guess in as_leads] == ["name", "expected_revenue", "subject", "medium"]
    as_contacts = headers.guess_mapping(names, [])
    assert [guess.field for guess in as_contacts] == ["name", "", "", "source"]


def test_no_header_of_a_target_means_two_fields():
    for target, fields in synonyms.OF_TARGETS.items():
        seen = {}
        for field, phrases in fields.items():
            assert not field or field in headers.FIELDS, (target, field)
            for phrase in phrases.split(";"):
                phrase = " ".join(phrase.split())
                assert seen.setdefault(phrase, field) == field, (target, phrase)
                assert phrase == headers.header_key(phrase), (target, phrase)
