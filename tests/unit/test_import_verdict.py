"""The decision on each row: who it is, what changes, what stays and why."""

import pytest

from odoo.addons.despacho_crm_import.tools import values, verdict
from odoo.addons.despacho_crm_import.tools.keys import fingerprint, name_key
from odoo.addons.despacho_crm_import.tools.verdict import Known, Record

NIF = "B58378431"


def row(**cells):
    return values.clean_row(cells)


def record(number=7, source="crm", typed=False, day="", **known):
    return Record(number, {name: Known(value, source, typed, day) for name, value in known.items()})


def likely(number=7, band="certain", bits=None, **known):
    """A record that the engine of the duplicates found."""
    return record(number, **known)._replace(band=band, bits=bits or {"name": 9.0, "phone": 9.0})


def decide(cells, source="billing", day="", **candidates):
    return verdict.decide(row(**cells), candidates, source, day)


def test_a_nif_that_nobody_has_is_created_with_all_it_brings():
    found = decide({"nif": NIF, "name": "Casa", "phone": "931234567"})
    assert (found.kind, found.reason, found.creates) == ("create", "new", True)
    assert found.changes == {
        "nif": (None, NIF), "name": (None, "Casa"), "phone": (None, "+34 931 23 45 67"), "kind": (None, "company"),
    }  # fmt: skip


def test_a_row_equal_to_its_record_changes_nothing():
    found = decide(
        {"nif": NIF, "name": "Casa", "phone": "931234567"}, nif=[record(nif=NIF, name="Casa", phone="931 234 567")]
    )
    assert (found.kind, found.reason, found.record_id, found.changes, found.kept) == ("same", "matched_nif", 7, {}, {})


def test_a_blank_never_wipes_anything():
    assert decide({"nif": NIF}, nif=[record(nif=NIF, name="Casa", email="a@b.es")]).kind == "same"


@pytest.mark.parametrize("source", verdict.SOURCES)
@pytest.mark.parametrize("known", verdict.SOURCES)
def test_the_source_trusted_more_or_equally_wins(source, known):
    found = decide(
        {"nif": NIF, "phone": "931234567"}, source, nif=[record(nif=NIF, phone="+34 600 00 00 00", source=known)]
    )
    if verdict.SOURCES.index(source) <= verdict.SOURCES.index(known):
        assert found.changes == {"phone": ("+34 600 00 00 00", "+34 931 23 45 67")}
        assert found.kind == "update"
    else:
        assert found.kept == {"phone": ("+34 600 00 00 00", "+34 931 23 45 67", "trusted")}
        assert found.kind == "same"


@pytest.mark.parametrize("source", verdict.SOURCES)
def test_every_source_fills_a_blank(source):
    found = decide({"nif": NIF, "phone": "931234567"}, source, nif=[record(nif=NIF, source="billing")])
    assert found.changes == {"phone": (None, "+34 931 23 45 67")}


@pytest.mark.parametrize("source", verdict.SOURCES)
def test_what_a_person_typed_is_never_overwritten(source):
    found = decide({"nif": NIF, "name": "Otra"}, source, nif=[record(nif=NIF, name="Casa", typed=True, source="list")])
    assert found.kept == {"name": ("Casa", "Otra", "typed")}


def test_a_value_of_unknown_origin_counts_as_the_crm():
    base = [record(nif=NIF, phone="+34 600 00 00 00", source="")]
    assert decide({"nif": NIF, "phone": "931234567"}, "agenda", nif=base).kept["phone"][2] == "trusted"
    assert "phone" in decide({"nif": NIF, "phone": "931234567"}, "billing", nif=base).changes


def test_of_two_files_of_one_source_the_later_wins():
    base = [record(nif=NIF, phone="+34 600 00 00 00", source="billing", day="2026-03-01")]
    assert decide({"nif": NIF, "phone": "931234567"}, day="2026-02-01", nif=base).kept["phone"][2] == "newer"
    assert "phone" in decide({"nif": NIF, "phone": "931234567"}, day="2026-04-01", nif=base).changes
    assert (
        decide({"nif": NIF, "phone": "931234567", "date": "01/02/2026"}, day="2026-04-01", nif=base).kept["phone"][2]
        == "newer"
    )


def test_notes_and_tags_are_added_and_never_replaced():
    base = [record(nif=NIF, notes="Llamar tarde", tags=["vip"])]
    found = decide({"nif": NIF, "notes": "Paga a 60 días", "tags": "fiscal"}, nif=base)
    assert found.changes == {
        "notes": ("Llamar tarde", "Llamar tarde\nPaga a 60 días"), "tags": (["vip"], ["vip", "fiscal"]),
    }  # fmt: skip
    assert decide({"nif": NIF, "notes": "Llamar tarde", "tags": "vip"}, nif=base).kind == "same"


def test_what_a_person_noted_stays_above_what_a_file_adds():
    base = [record(nif=NIF, typed=True, notes="Llamar tarde")]
    found = decide({"nif": NIF, "notes": "Paga a 60 días"}, "list", nif=base)
    assert (found.changes, found.kept) == ({"notes": ("Llamar tarde", "Llamar tarde\nPaga a 60 días")}, {})


def test_a_note_written_with_other_spaces_or_marks_is_there_already():
    base = [record(nif=NIF, notes="vea [www.casa.es](http) la web\nuno dos")]
    assert decide({"nif": NIF, "notes": "vea  www.casa.es (http), la *web*\nuno   dos"}, nif=base).kind == "same"


def test_a_row_without_name_or_nif_is_rejected():
    assert decide({"phone": "931234567"}).reason == "empty"
    assert decide({"nif": NIF}).reason == "name_missing"
    assert decide({"nif": "B00000000"}).kind == "rejected"


def test_a_row_without_nif_is_pending_and_one_with_a_wrong_nif_says_why():
    found = decide({"name": "Casa", "phone": "931234567"}, "agenda")
    assert (found.kind, found.reason, found.creates) == ("no_nif", "nif_missing", True)
    found = decide({"name": "Casa", "nif": "B58378432"}, "agenda")
    assert (found.kind, found.reason, found.details) == (
        "no_nif",
        "nif_invalid",
        {"written": "B58378432", "error": "control"},
    )
    assert found.changes["notes"] == (None, "NIF B58378432")


def test_a_row_without_nif_is_the_record_of_which_the_engine_is_certain():
    base = [likely(name="Casa Puig, S.L.", email="info@casa.es", bits={"name": 6.04, "email": 9.21, "place": 0.0})]
    found = decide({"name": "Casa Puig", "email": "info@casa.es", "city": "Vic"}, "agenda", match=base)
    assert (found.kind, found.reason, found.record_id) == ("update", "matched", 7)
    assert found.changes == {"city": (None, "Vic")}
    assert found.details == {"bits": {"name": 6.0, "email": 9.2}}


def test_a_person_is_asked_about_a_row_whose_name_speaks_against_the_record():
    couple = {"phone": 11.2, "email": 11.2, "place": 7.0, "street": 4.0, "name": -11.0}
    row_of_his = {"name": "Carlos Ruiz Gómez", "phone": "944123456", "email": "casa@gmail.com", "street": "Artea 3"}
    found = decide(row_of_his, match=[likely(name="Laura Pérez Sánchez", phone="944123456", bits=couple)])
    assert (found.kind, found.reason, found.changes) == ("ask", "may_be", {})
    unsaid = {"phone": 11.2, "email": 11.2}
    assert decide(row_of_his, match=[likely(name="Casa", phone="944123456", bits=unsaid)]).kind == "ask"


def test_nobody_is_renamed_by_a_match_without_nif():
    base = [likely(name="Casa Puig, S.L.", email="info@casa.es", source="list")]
    found = decide({"name": "PUIG CASA", "email": "info@casa.es"}, "billing", match=base)
    assert found.kept == {"name": ("Casa Puig, S.L.", "PUIG CASA", "unsure")}


def test_a_person_is_asked_about_a_row_that_may_be_somebody_and_nothing_is_created():
    base = [likely(1, "review", {"name": 4.0}, name="Casa Puig"), likely(2, "review", {"name": 2.0}, name="Can Puig")]
    found = decide({"name": "Casa Puig", "zip": "08001"}, "agenda", match=base)
    assert (found.kind, found.reason, found.creates, found.record_id) == ("ask", "may_be", False, 0)
    assert found.details == {"candidates": [[1, {"name": 4.0}], [2, {"name": 2.0}]]}


def test_when_the_engine_is_certain_of_several_a_person_is_asked():
    base = [likely(1, name="Casa Puig"), likely(2, name="Casa Puig, S.L."), likely(3, "review", name="Casa")]
    found = decide({"name": "Casa Puig", "zip": "08001"}, "agenda", match=base)
    assert (found.kind, [one for one, __ in found.details["candidates"]]) == ("ask", [1, 2, 3])
    assert decide({"name": "Casa Puig"}, "agenda", match=base[1:]).record_id == 2


def test_whom_a_person_chose_goes_before_what_the_engine_says():
    base = {"match": [likely(1, name="Casa Puig")], "chosen": [record(2, name="Can Puig")]}
    found = decide({"name": "Casa Puig", "city": "Vic"}, "agenda", **base)
    assert (found.kind, found.reason, found.record_id) == ("update", "chosen", 2)


def test_billing_completes_the_nif_of_what_an_agenda_brought():
    base = [likely(name="Casa Puig", email="info@casa.es", phone="+34 931 23 45 67", source="agenda")]
    found = decide({"nif": NIF, "name": "Casa Puig, S.L.", "email": "info@casa.es"}, match=base)
    assert (found.kind, found.reason, found.changes["nif"]) == ("update", "matched", (None, NIF))


def test_nobody_is_asked_about_a_row_with_a_new_nif():
    review, twins = [likely(1, "review")], [likely(1), likely(2)]
    for base in (review, twins):
        assert decide({"nif": NIF, "name": "Casa Puig"}, match=base).kind == "create"


def test_the_nif_of_one_company_is_not_written_on_another_of_the_same_owner():
    base = [likely(name="Inmobiliaria Perez SL", bits={"email": 9.0, "phone": 9.0, "name": -4.0})]
    assert decide({"nif": NIF, "name": "Construcciones Perez SL"}, match=base).kind == "create"


def test_a_person_gets_no_nif_from_a_namesake_of_the_same_postcode():
    base = [likely(name="Ana Puig", zip="08001", source="agenda", bits={"name": 9.0, "place": 8.0})]
    assert decide({"nif": "12345678Z", "name": "Ana Puig", "zip": "08001"}, match=base).kind == "create"
    assert decide({"nif": NIF, "name": "Ana Puig", "zip": "08001"}, match=base).kind == "update"


def test_a_former_nif_finds_its_record_and_does_not_come_back():
    found = decide({"nif": NIF, "name": "Casa"}, nif=[record(nif="A28015865", name="Casa")])
    assert found.kept == {"nif": ("A28015865", NIF, "former")}


def test_the_same_row_again_is_the_same_contact():
    first = row(name="Casa Puig")
    base = [record(name="Casa Puig")]
    assert verdict.decide(first, {}, "agenda").kind == "no_nif"
    assert verdict.decide(row(name="Casa Puig"), {"row": base}, "agenda").reason == "matched_row"
    assert fingerprint(first.values) == fingerprint(row(name=" Casa  Puig ").values)


@pytest.mark.parametrize(
    ("name", "key"),
    [("ACCENTURE, S.L. (Sociedad Unipersonal)", "ACCENTURE"), ("Ñandú S. Coop", "NANDU"), ("Bar Pepe, S.L.U.",
    "BAR PEPE"),
     ("Pérez y Gómez, C.B.", "PEREZ GOMEZ"), ("JUAN PÉREZ", "JUAN PEREZ"), ("S.L.", "SL"), ("3M España",
     "3M ESPANA"), ("Construccions Puig, S.L., en liquidación", "CONSTRUCCIONES PUIG")],
)  # fmt: skip
def test_a_name_is_compared_without_case_accents_or_legal_form(name, key):
    assert name_key(name) == key


def test_reasons_come_with_the_details_they_promise():
    for cells, candidates in (
        ({}, {}), ({"nif": NIF}, {}), ({"name": "a"}, {}), ({"name": "a", "nif": "B1"}, {}), ({"name": "a",
        "nif": NIF}, {}),
        ({"name": "a", "zip": "08001"}, {"match": [likely(1, name="a"), likely(2, name="a")]}),
        ({"name": "a", "zip": "08001"}, {"match": [likely(1, name="a")]}),
    ):  # fmt: skip
        found = decide(cells, **candidates)
        assert found.kind in verdict.KINDS
        assert set(found.details) == set(verdict.REASONS[found.reason])
