"""Which rows of one file are the same contact."""

import random

import pytest
from crowds import crowd_of, find_repeated

from odoo.addons.despacho_crm_import.tools import values, verdict
from odoo.addons.despacho_crm_import.tools.file_index import FileIndex

NIF = "B58378431"


def row(**cells):
    return values.clean_row(cells)


def repeated(rows, **known):
    """Return find_repeated of {number: cells}."""
    return find_repeated({number: row(**cells).values for number, cells in rows.items()}, **known)


def test_another_person_of_a_company_of_the_file_is_no_plain_repetition():
    index = FileIndex()
    found = []
    for number, person in enumerate(("Ana Puig", "ANA PUIG", "Joan Vila", ""), 2):
        one = row(nif=NIF, name="Casa Puig, S.L.", contact_name=person)
        first = index.first(number, one)
        found.append((first, index.other_contact(first or number, one)))
    assert found == [(0, True), (2, False), (2, True), (2, False)]
    assert verdict.decide(one, {}, "agenda", first_row=2, other_contact=True).reason == "other_contact"


def test_two_rows_that_are_one_record_do_not_both_change_it():
    index = FileIndex()
    by_mail = verdict.Verdict("update", "matched", record_id=7)
    by_nif = verdict.Verdict("update", "matched_nif", record_id=7)
    settled = index.settle([(2, by_mail), (3, by_nif), (4, verdict.Verdict("create", "new"))])
    assert [(found.kind, found.details) for found in settled] == [
        ("duplicate_in_file", {"row": 3}),
        ("update", {}),
        ("create", {}),
    ]
    assert index.settle([(9, by_mail)])[0].reason == "same_record"


def test_a_row_without_nif_repeats_the_one_that_has_it_and_never_two():
    casa = {"name": "Casa Puig", "phone": "931234567"}
    rows = {2: {"nif": NIF, **casa}, 3: {"name": "CASA PUIG, S.L.", "phone": "93 123 45 67", "city": "Vic"}}
    assert repeated(rows) == {3: 2}
    found = repeated({**rows, 4: {"nif": "A28015865", **casa}})
    assert set(found) == {3}, "two NIFs are two, though one row is both"


def test_a_repeated_row_says_which_one_it_repeats():
    index = FileIndex()
    numbered = {2: {"nif": NIF, "name": "Casa"}, 3: {"nif": "es" + NIF, "name": "Otra"}}
    assert [index.first(number, row(**cells)) for number, cells in numbered.items()] == [0, 2]
    found = repeated({
        4: {"name": "Ana Puig", "email": "a@b.es"}, 5: {"name": "ANA PUIG", "email": "A@b.es", "city": "Vic"},
        6: {"name": "Ana Puig", "phone": "931234567"},
        7: {"name": "Ana Puig", "zip": "08001", "phone": "93 1234567"}, 8: {"name": "Ana Puig", "zip": "08001"},
        9: {"name": "Joan"}, 10: {"name": "Joan"},
    })  # fmt: skip
    assert found == {4: 5, 6: 7, 10: 9}, "a name and a postcode are not enough"
    again = verdict.decide(row(nif=NIF, name="x"), {}, "billing", first_row=2)
    assert (again.kind, again.details) == ("duplicate_in_file", {"row": 2})


_MESSY = [
    {"name": "Suministros Ferrer i Roca, S.L.", "phone": "972 10 20 30", "zip": "17001"},
    {"name": "SUMINISTROS FERRER Y ROCA SL", "email": "info@ferrerroca.example", "phone": "972102030"},
    {"name": "Ferrer Roca Suministros", "email": "INFO@ferrerroca.example", "zip": "17001"},
    {"name": "Suminstros Ferrer Roca", "phone": "+34 972 102 030", "street": "Carrer Nou 3", "zip": "17001"},
    {"nif": NIF, "name": "Hormigones Peñaserena SA", "phone": "976000001"},
    {"name": "HORMIGONES PEÑASERENA", "phone": "976 00 00 01", "city": "Zaragoza"},
    {"name": "Transportes Peñaserena SL", "phone": "976 00 00 02", "city": "Zaragoza"},
    {"name": "Maria Garcia Lopez", "zip": "07001", "email": "m@a.example", "phone": "971234567"},
    {"name": "Maria Garcia Lopez", "zip": "07001", "email": "maria@b.example", "phone": "971765432"},
    {"name": "GARCIA LOPEZ, MARIA", "zip": "07001", "phone": "971765432"},
]


def test_the_same_contacts_are_found_whatever_the_order_of_the_rows():
    expected = {frozenset({0, 1, 2, 3}), frozenset({4, 5}), frozenset({8, 9})}
    mains = set()
    for seed in range(20):
        order = list(range(len(_MESSY)))
        random.Random(seed).shuffle(order)
        rows = {place: _MESSY[number] for place, number in enumerate(order, 2)}
        groups = {}
        for number, first in repeated(rows).items():
            groups.setdefault(order[first - 2], {order[first - 2]}).add(order[number - 2])
        assert set(map(frozenset, groups.values())) == expected
        mains.add(frozenset(groups))
    assert len(mains) == 1, "which row stands for the others depends on their order"


@pytest.mark.parametrize("names", [["Comunidad de Propietarios"], ["Comunidad de Propietarios", "C.P."]])
def test_thousands_of_one_name_and_phone_are_not_all_compared_with_all(names):
    rows = {
        number: row(name=names[number % len(names)], phone="931234567", street=f"Calle Mayor {number}").values
        for number in range(3000)
    }
    assert len(list(crowd_of(rows).candidates())) < 20 * len(rows)


def test_a_phone_under_many_names_is_an_advisers_and_makes_nobody_one():
    names = ("Bar Ona", "Talleres Vidal", "Hotel Miramar", "Farmacia Soler", "Bar Central")
    assert repeated({number: {"name": name, "phone": "931234567"} for number, name in enumerate(names, 2)}) == {}
