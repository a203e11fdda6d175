"""Installation on the base of a firm that has worked for years, and the way out."""

import sys
from pathlib import Path

import pytest

from odoo.tests.common import get_db_name

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import own_database  # noqa: E402

NAME = f"{get_db_name()}_dirty"


def _odoo(*arguments):
    own_database.odoo(NAME, *arguments)


def _shell(script):
    """Run one of the scripts beside this file in Odoo's shell; return what it tells."""
    return own_database.shell(NAME, HERE / script)


@pytest.fixture(scope="module")
def dirty():
    """The name of a database full of colliding and misspelt numbers; what was found in it before and after."""
    with own_database.copied(own_database.beside("firm"), NAME):
        before = _shell("dirty_pipeline.py") | _shell("dirty.py")
        _odoo("-i", "despacho_crm", "--stop-after-init", "--no-http", "--log-level=warn")
        yield before


@pytest.fixture(scope="module")
def found(dirty):
    return _shell("installed.py")


@pytest.fixture(scope="module")
def pipeline(dirty):
    return _shell("installed_pipeline.py")


def test_every_spelling_becomes_the_one_form(found):
    assert found["misspelt"] == {
        "Con puntos": ["ESB58378431", "B58378431", "valid"],
        "Con prefijo": ["ESA58818501", "A58818501", "valid"],
        "Sin cero": ["ES01234567L", "01234567L", "valid"],
        "Control malo": ["B11111111", None, "invalid"],
        "Inventado": ["00000000T", None, "invalid"],
        "Sin NIF": [None, None, "missing"],
        "Con barra": ["/", None, "missing"],
        "Francesa": ["FR23334175221", "FR23334175221", "valid"],
    }


def test_those_who_share_a_number_are_marked_and_listed(found):
    twins = ["Gemela archivada", "Gemela con otra grafía", "Gemela uno"]
    own = ["Propia y compartida, de la firma", "Propia y compartida, de todos"]
    assert found["marked"] == sorted(twins + own)
    assert found["listed"] == found["marked"]


def test_an_establishment_and_a_contact_are_no_collision(found):
    assert found["unmarked"] == ["Casa madre", "Contacto de la casa madre", "Sucursal de la casa madre"]
    assert found["holders"] == ["Casa madre"]


def test_two_companies_of_the_group_may_each_have_their_own(found):
    assert found["own"] == [True, True]


def test_the_rule_holds_from_the_first_day(found):
    assert found["taken"] == "ValidationError"
    assert found["third"] == "ValidationError"
    assert found["index"] and found["exclusion"]


def test_what_is_missing_is_in_the_queue_with_a_deadline_and_a_task(found):
    assert found["queue"] == ["Con barra", "Control malo", "Inventado", "Sin NIF"]
    assert found["deadlines"] == 4
    assert found["days"] == 4, "they do not all fall due at once"
    assert found["tasks"] == 4


def test_leads_and_documents_of_before_are_as_they_were(dirty, found):
    assert found["counts"] == dirty["counts"]
    assert found["lead"] == ["ESB12345674", "B12345674"]


def test_core_stages_become_the_firms_unless_somebody_renamed_them(pipeline):
    assert pipeline["stages"] == {
        "Quotation Requested": ["opportunity", "open", "Nuevo"],
        "Analysis": ["opportunity", "open", "Calificado"],
        "Oferta de la casa": ["both", "open", "Oferta de la casa"],
        "Visita concertada": ["both", "open", "Visita concertada"],
        "In Negotiation": ["opportunity", "open", "en negociación"],
        "Closed Won": ["opportunity", "won", "Ganado"],
    }
    assert pipeline["won"] == ["won"]


def test_every_record_is_in_a_stage_of_its_type_and_the_lost_where_they_belong(pipeline):
    assert pipeline["leads"] == {
        "lead nuevo": ["New", None, "pending"],
        "lead calificado": ["Qualification in Progress", None, "pending"],
        "lead en oferta": ["Oferta de la casa", None, "pending"],
        "lead en visita": ["Visita concertada", None, "pending"],
        "oportunidad nueva": ["Quotation Requested", None, "pending"],
        "oportunidad calificada": ["Analysis", None, "pending"],
        "oportunidad en negociación": ["In Negotiation", None, "pending"],
        "oportunidad ganada": ["Closed Won", None, "won"],
        "oportunidad perdida": ["Closed Lost", "Analysis", "lost"],
        "lead perdido": ["Not Interested", "New", "lost"],
        "lead perdido sin motivo": ["Not Interested", "New", "lost"],
    }


def test_of_the_reasons_of_core_only_those_that_were_given_are_offered(pipeline):
    assert pipeline["reasons"] == [True, False, False]


def test_the_screens_list_what_core_lists(pipeline):
    assert pipeline["boards"] == ["['|', ('type','=','lead'), ('type','=',False)]", "[('type','=','opportunity')]"]


def test_updating_after_installing_changes_nothing(dirty, found, pipeline):
    _odoo("-u", "despacho_crm", "--stop-after-init", "--no-http", "--log-level=warn")
    again = _shell("installed.py")
    assert {key: again[key] for key in ("misspelt", "marked", "unmarked", "own")} == {
        key: found[key] for key in ("misspelt", "marked", "unmarked", "own")
    }
    assert _shell("installed_pipeline.py") == pipeline


def test_uninstalling_leaves_an_odoo_that_works(dirty, found):
    _odoo("module", "uninstall", "despacho_crm")
    after = _shell("uninstalled.py")
    assert after["state"] == "uninstalled"
    assert after["left"] == []
    assert after["worked"] == ["partner", "twin", "lead", "quotation", "invoice", "merge"]
    assert after["tasks"] == 0
    _assert_the_pipeline_works(dirty)


def _assert_the_pipeline_works(dirty):
    after = _shell("uninstalled_pipeline.py")
    assert after["stages"] > dirty["stages"], "the stages are the firm's, they stay"
    assert after["won"] == "won"
    assert after["leads"]["oportunidad perdida"] == "Closed Lost"
    assert after["leads"]["lead calificado"] == "Qualification in Progress"
    assert after["xmlids"] == 0
    assert after["reasons"] == [True, True, True], "what was put away for ours is back"
    assert after["guidance"] == ["str"], "it can be read, in the language of the firm"
    assert after["boards"] == ["['|', ('type','=','lead'), ('type','=',False)]", "[('type','=','opportunity')]"]


def test_coming_back_finds_its_stages(dirty, pipeline):
    _odoo("-i", "despacho_crm", "--stop-after-init", "--no-http", "--log-level=warn")
    again = _shell("installed_pipeline.py")
    assert again["count"] == pipeline["count"]
    assert again["first"] == pipeline["first"]
    assert {name: stage for name, (stage, *_rest) in again["leads"].items()} == {
        name: stage for name, (stage, *_rest) in pipeline["leads"].items()
    }
