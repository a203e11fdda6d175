"""Persons among companies, and two persons of one name."""

import pytest

from odoo.addons.despacho_crm_import.tools import values, verdict
from odoo.addons.despacho_crm_import.tools.file_index import FileIndex
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


def test_two_persons_of_one_name_and_postcode_with_other_mail_and_phone_are_two():
    index = FileIndex()
    one = {"name": "Maria Garcia Lopez", "zip": "07001"}
    assert index.first(2, row(**one, email="m@a.es", phone="971234567")) == 0
    assert index.first(3, row(**one, email="maria@b.es", phone="971765432")) == 0
    assert index.first(4, row(**one)) == 2
    assert index.first(5, row(**one, email="maria@b.es")) == 3
    assert index.first(6, row(**one, email="m@c.es", phone="971234567")) == 2


def test_two_rows_of_a_company_with_one_postcode_are_one_whatever_their_mail():
    index = FileIndex()
    assert index.first(2, row(name="Talleres Ona", zip="07001", email="a@ona.es")) == 0
    assert index.first(3, row(name="Talleres Ona", zip="07001", email="b@ona.es")) == 2


def test_a_person_is_not_the_homonym_in_the_base_who_has_other_mail_and_phone():
    known = {"name": "Maria Garcia Lopez", "zip": "07001", "email": "m@a.es", "phone": "+34 971 23 45 67"}
    base = [verdict.Record(7, {name: verdict.Known(value) for name, value in known.items()})]
    cells = {"name": "Maria Garcia Lopez", "zip": "07001"}
    other = row(**cells, email="maria@b.es", phone="971765432")
    assert verdict.decide(other, {"name": base}, "agenda").reason == "nif_missing"
    assert verdict.decide(row(**cells, phone="971234567"), {"name": base}, "agenda").reason == "matched_name"
