"""Persons among companies, and two persons of one name."""

import pytest
from crowds import find_repeated

from odoo.addons.despacho_crm_import.tools import values, verdict
from odoo.addons.despacho_crm_import.tools.people import looks_like_person


def row(**cells):
    return values.clean_row(cells)


@pytest.mark.parametrize(
    "name",
    ["Maria Garcia Lopez", "GARCÍA LÓPEZ, MARÍA", "Mª Carmen Puig", "D. José de la Fuente", "Núria Vila i Soler",
     "Iñaki Etxeberria", "Xosé Manuel Castro"],
)  # fmt: skip
def test_a_given_name_with_surnames_is_a_person(name):
    assert looks_like_person(name)


@pytest.mark.parametrize(
    "name",
    ["Talleres Ona", "Maria", "Carmen Modas", "Juan Pérez, S.L.", "Bar Pepe", "Hijos de Juan Garcia", "Casa Puig",
     "Ana & Eva Roca", "Juan Pérez y Hermanos", "Pau 3 Serveis", "La Rosa Blanca", "", "Construcciones Maria"],
)  # fmt: skip
def test_a_name_with_a_doubt_is_no_person(name):
    assert not looks_like_person(name)


def repeated(*rows):
    return find_repeated({number: row(**cells).values for number, cells in enumerate(rows, 2)})


def test_two_persons_of_one_name_and_postcode_with_other_mail_and_phone_are_two():
    one = {"name": "Maria Garcia Lopez", "zip": "07001"}
    first, second = {**one, "email": "m@a.es", "phone": "971234567"}, {**one, "email": "m@b.es", "phone": "971765432"}
    assert repeated(first, second) == {}
    assert repeated(first, second, {**one, "email": "m@b.es"}) == {4: 3}
    assert repeated(first, second, {**one, "email": "m@c.es", "phone": "971234567"}).keys() <= {2, 4}
    assert repeated(first, second, one) == {}, "a homonym of the postcode may be either, or a third"


def test_two_rows_of_a_company_with_one_postcode_are_one_whatever_their_mail():
    ona = {"name": "Talleres Ona", "zip": "07001"}
    assert len(repeated({**ona, "email": "a@ona.es"}, {**ona, "email": "b@ona.es"})) == 1


def test_a_person_is_not_the_homonym_in_the_base_who_has_other_mail_and_phone():
    known = {"name": "Maria Garcia Lopez", "zip": "07001", "email": "m@a.es", "phone": "+34 971 23 45 67"}
    base = [
        verdict.Record(
            7, {name: verdict.Known(value) for name, value in known.items()}, "certain", {"name": 9.0, "place": 7.0}
        )
    ]
    cells = {"name": "Maria Garcia Lopez", "zip": "07001"}
    other = row(**cells, email="maria@b.es", phone="971765432")
    assert verdict.decide(other, {"match": base}, "agenda").kind == "ask"
    assert verdict.decide(row(**cells, phone="971234567"), {"match": base}, "agenda").reason == "matched"
