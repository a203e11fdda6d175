"""The decision on each row: who it is, what changes, what stays and why."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools import values, verdict
from odoo.addons.despacho_crm_import.tools.file_index import FileIndex
from odoo.addons.despacho_crm_import.tools.verdict import Known, Record

NIF = "B58378431"


def row(**cells):
    return values.clean_row(cells)


def record(number=7, source="crm", typed=False, day="", **known):
    return Record(number, {name: Known(value, source, typed, day) for name, value in known.items()})


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


def test_a_row_without_nif_is_the_record_of_its_mail_when_the_names_are_alike():
    base = [record(name="Casa Puig, S.L.", email="info@casa.es")]
    found = decide({"name": "Casa Puig", "email": "info@casa.es", "city": "Vic"}, "agenda", email=base)
    assert (found.kind, found.reason, found.record_id) == ("update", "matched_email", 7)
    assert found.changes == {"city": (None, "Vic")}


def test_a_mail_that_somebody_of_another_name_has_is_not_enough():
    base = [record(name="Gestoría Roca", email="info@roca.es")]
    assert decide({"name": "Casa Puig", "email": "info@roca.es"}, "agenda", email=base).kind == "no_nif"


def test_nobody_is_renamed_by_a_match_without_nif():
    base = [record(name="Casa Puig, S.L.", email="info@casa.es", source="list")]
    found = decide({"name": "PUIG CASA", "email": "info@casa.es"}, "billing", email=base)
    assert found.kept == {"name": ("Casa Puig, S.L.", "PUIG CASA", "unsure")}


def test_a_row_without_nif_is_the_record_of_its_name_and_postcode():
    base = [record(name="Casa Puig, S.L.", zip="08001")]
    found = decide({"name": "CASA PUIG SL", "zip": "8001"}, "agenda", name=base)
    assert (found.kind, found.reason) == ("update", "matched_name")


def test_when_several_records_fit_none_is_taken_and_nothing_is_created():
    base = [record(1, name="Casa Puig", zip="08001"), record(2, name="Casa Puig, S.L.", zip="08001")]
    found = decide({"name": "Casa Puig", "zip": "08001"}, "agenda", name=base)
    assert (found.kind, found.reason, found.details, found.creates) == ("no_nif", "ambiguous", {"count": 2}, False)


def test_billing_completes_the_nif_of_what_an_agenda_brought():
    base = [record(name="Casa Puig", email="info@casa.es", phone="+34 931 23 45 67", source="agenda")]
    found = decide({"nif": NIF, "name": "Casa Puig, S.L.", "email": "info@casa.es"}, email=base)
    assert (found.kind, found.reason, found.changes["nif"]) == ("update", "matched_email", (None, NIF))
    found = decide({"nif": NIF, "name": "Casa Puig, S.L.", "phone": "931234567"}, name=base)
    assert found.changes["nif"] == (None, NIF)


def test_the_nif_of_one_company_is_not_written_on_another_of_the_same_owner():
    base = [record(name="Inmobiliaria Perez SL", email="perez@casa.es", source="agenda")]
    cells = {"name": "Construcciones Perez SL", "email": "perez@casa.es"}
    assert decide({"nif": NIF, **cells}, email=base).kind == "create"
    base = [record(name="Perez, Construcciones", email="perez@casa.es", source="agenda")]
    assert decide({"nif": NIF, **cells}, email=base).changes["nif"] == (None, NIF)


def test_a_person_gets_no_nif_from_a_namesake_of_the_same_postcode():
    base = [record(name="Ana Puig", zip="08001", source="agenda")]
    assert decide({"nif": "12345678Z", "name": "Ana Puig", "zip": "08001"}, name=base).kind == "create"
    assert decide({"nif": NIF, "name": "Ana Puig", "zip": "08001"}, name=base).kind == "update"


def test_a_record_of_another_nif_is_never_the_row():
    base = [record(nif="A28015865", name="Casa Puig", email="info@casa.es")]
    assert decide({"nif": NIF, "name": "Casa Puig", "email": "info@casa.es"}, email=base).kind == "create"


def test_a_former_nif_finds_its_record_and_does_not_come_back():
    found = decide({"nif": NIF, "name": "Casa"}, nif=[record(nif="A28015865", name="Casa")])
    assert found.kept == {"nif": ("A28015865", NIF, "former")}


def test_a_name_alone_never_identifies_but_the_same_row_again_is_the_same_contact():
    first = row(name="Casa Puig")
    base = [record(name="Casa Puig")]
    assert verdict.keys(first.values) == verdict.Keys("", "", "", "")
    assert verdict.decide(first, {}, "agenda").kind == "no_nif"
    assert verdict.decide(row(name="Casa Puig"), {"row": base}, "agenda").reason == "matched_row"
    assert verdict.fingerprint(first.values) == verdict.fingerprint(row(name=" Casa  Puig ").values)


@pytest.mark.parametrize(
    ("name", "key"),
    [("ACCENTURE, S.L. (Sociedad Unipersonal)", "ACCENTURE"), ("Ñandú S. Coop", "NANDU"), ("Bar Pepe, S.L.U.",
    "BAR PEPE"),
     ("Pérez y Gómez, C.B.", "PEREZ GOMEZ"), ("JUAN PÉREZ", "JUAN PEREZ"), ("S.L.", "SL"), ("3M España",
     "3M ESPANA"), ("Construccions Puig, S.L., en liquidación", "CONSTRUCCIONES PUIG")],
)  # fmt: skip
def test_a_name_is_compared_without_case_accents_or_legal_form(name, key):
    assert verdict.name_key(name) == key


def test_reasons_come_with_the_details_they_promise():
    for cells, candidates in (
        ({}, {}), ({"nif": NIF}, {}), ({"name": "a"}, {}), ({"name": "a", "nif": "B1"}, {}), ({"name": "a",
        "nif": NIF}, {}),
        ({"name": "a", "zip": "08001"}, {"name": [record(1, name="a"), record(2, name="a")]}),
    ):  # fmt: skip
        found = decide(cells, **candidates)
        assert found.kind in verdict.KINDS
        assert set(found.details) == set(verdict.REASONS[found.reason])


# A base of dictionaries, applied to as the addon does: the same file twice changes nothing.

_NAMES = st.sampled_from(["Casa Puig", "CASA PUIG, S.L.", "Ana Vila", "Bar Pepe", ""])
_ROW = st.fixed_dictionaries(
    {
        "nif": st.sampled_from(["", NIF, "A28015865", "12345678Z", "B58378432", "no tiene"]),
        "name": _NAMES,
        "email": st.sampled_from(["", "a@b.es", "info@casa.es; x@y.es", "no tiene"]),
        "phone": st.sampled_from(["", "931234567 / 600112233", "600112233 Ana"]),
        "zip": st.sampled_from(["", "8001", "28013"]),
        "notes": st.sampled_from(["", "Llamar"]),
    }
)


def _import(base, seen, rows, source, day):
    """Review all the ``rows`` against ``base`` {id: {field: Known}}, then apply; return the verdicts."""
    index = FileIndex()
    records = {number: Record(number, known) for number, known in base.items()}
    theirs = {number: verdict.keys({name: one.value for name, one in known.items()}) for number, known in base.items()}
    cleaned = [values.clean_row(cells) for cells in rows]
    verdicts = []
    for number, one in enumerate(cleaned, 2):
        mine = verdict.keys(one.values)
        print_ = verdict.fingerprint(one.values)
        candidates = {
            name: [records[n] for n, key in theirs.items() if any(a and a == b for a, b in pairs(mine, key))]
            for name, pairs in _PAIRS.items()
        }
        candidates["row"] = [records[seen[print_]]] if print_ in seen else []
        verdicts.append((number, verdict.decide(one, candidates, source, day, index.first(number, one))))
    verdicts = index.settle(verdicts)
    for one, found in zip(cleaned, verdicts, strict=True):
        if found.creates:
            found.record_id = len(base) + 1
            base[found.record_id] = {}
        if found.record_id:
            seen[verdict.fingerprint(one.values)] = found.record_id
            for name, (_old, new) in found.changes.items():
                base[found.record_id][name] = Known(new, source, False, day)
    return verdicts


_PAIRS = {
    "nif": lambda mine, key: [(mine.nif, key.nif)],
    "email": lambda mine, key: [(mine.email, key.email)],
    "name": lambda mine, key: [(mine.name_zip, key.name_zip), (mine.name_phone, key.name_phone)],
}


@given(st.lists(_ROW, max_size=6), st.sampled_from(verdict.SOURCES))
def test_the_same_file_twice_changes_nothing(rows, source):
    base, seen = {}, {}
    _import(base, seen, rows, source, "2026-01-01")
    before = {number: dict(known) for number, known in base.items()}
    verdicts = _import(base, seen, rows, source, "2026-01-01")
    assert base == before
    assert {found.kind for found in verdicts} <= {"same", "duplicate_in_file", "rejected", "no_nif"}
    assert not any(found.creates for found in verdicts)


@given(st.lists(st.tuples(_ROW, st.sampled_from(verdict.SOURCES)), max_size=6))
def test_a_nif_is_held_by_one_record_whatever_is_imported_in_whatever_order(rows):
    base, seen = {}, {}
    for day, (cells, source) in enumerate(rows):
        _import(base, seen, [cells], source, (date(2026, 1, 1) + timedelta(day)).isoformat())
    held = [known["nif"].value for known in base.values() if "nif" in known]
    assert len(held) == len(set(held))
