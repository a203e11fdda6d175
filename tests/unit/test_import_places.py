"""Which addresses of one company are two places."""

import pytest

from odoo.addons.despacho_crm_import.tools.places import are_apart, place_of


def place(street, zip_code="08001", city="Barcelona"):
    return place_of({"street": street, "zip": zip_code, "city": city})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (place("Calle Mayor, 3"), place("C/ MAYOR 3 bajos")),
        (place("Avda. Diagonal 12, 3º 2ª"), place("Avenida Diagonal, 12")),
        (place("Calle Mayor 3"), place("Calle Mayor 5")),
        (place("Calle Mayor 3"), place("Calle Mayor 3", "08002")),
    ],
)
def test_an_address_written_otherwise_is_one_place(one, other):
    assert not are_apart(one, other)
    assert not are_apart(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (place("Calle Mayor 3"), place("Polígono Nord, 24", "08500", "Vic")),
        (place("Calle Mayor 3"), place("Calle Mayor 3", "08500", "Vic")),
        (place("Calle Mayor 3"), place("Rambla Catalunya 3")),
    ],
)
def test_another_street_or_another_town_is_another_place(one, other):
    assert are_apart(one, other)
    assert are_apart(other, one)


@pytest.mark.parametrize("street", ["", "C/", "s/n", "3 bajos"])
def test_without_the_name_of_a_street_it_is_no_place(street):
    assert place(street) is None
